import { AddressRefused, assertCallable, type GuardOptions } from '@hub/runtime/outgoing';
import { request, type Dispatcher } from 'undici';
import { EngineFailure } from '../engine.js';
import type { HttpEngineLimits, HttpEngineSettings } from './http-settings.js';
import { readCompletion, type Completion } from './read-completion.js';

interface Way {
  readonly settings: HttpEngineSettings;
  readonly guard: GuardOptions;
  readonly dispatcher: Dispatcher;
  readonly limits: HttpEngineLimits;
  readonly signal: AbortSignal;
}

/** Sends one request and reads its answer. @throws EngineFailure */
export async function requestCompletion(body: string, way: Way): Promise<Completion> {
  let hasBegun = false;
  try {
    const address = new URL(`${way.settings.url.href.replace(/\/+$/u, '')}/chat/completions`);
    assertCallable(address, way.guard);
    const response = await send(address, body, way);
    const header = (name: string): string | null => [response.headers[name]].flat()[0] ?? null;
    if (response.statusCode !== 200) {
      await response.body.dump({ limit: 64 * 1024 }).catch(() => undefined);
      throw refusalOf(response.statusCode, header('retry-after'));
    }
    hasBegun = true;
    return await readCompletion(response.body, header('content-type') ?? '', way.limits.answerBytesMax);
  } catch (error) {
    throw failureOf(error, way.signal, hasBegun);
  }
}

function send(address: URL, body: string, { settings, dispatcher, limits, signal }: Way) {
  return request(address, {
    dispatcher,
    method: 'POST',
    headers: {
      'user-agent': 'TenderInsightHub/0.1 (insights)',
      'content-type': 'application/json',
      accept: 'text/event-stream, application/json',
      'accept-encoding': 'identity',
      ...(settings.key !== null && { authorization: `Bearer ${settings.key}` }),
    },
    body,
    signal,
    headersTimeout: limits.silenceMsMax,
    bodyTimeout: limits.silenceMsMax,
  });
}

function refusalOf(status: number, retryAfter: string | null): EngineFailure {
  if (status === 429)
    return new EngineFailure('RATE_LIMITED', 'The engine asks for patience.', {
      retryAfterMs: retryAfter !== null && /^\s*\d{1,9}\s*$/u.test(retryAfter) ? Number(retryAfter) * 1_000 : null,
    });
  if (status >= 500 || status === 408)
    return new EngineFailure('UNAVAILABLE', `The engine answered with status ${status}.`);
  return new EngineFailure('REFUSED', `The engine answered with status ${status}.`);
}

/** What a request that threw means. The error itself may name the address, so it stays the cause. */
function failureOf(error: unknown, signal: AbortSignal, hasBegun: boolean): EngineFailure {
  if (error instanceof EngineFailure) return error;
  const lost = { isSpent: true, cause: error };
  if (signal.aborted) return new EngineFailure('TIMED_OUT', 'The engine took too long.', lost);
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof AddressRefused) return new EngineFailure('REFUSED', cause.message, { cause });
  const code = codeOf(error);
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return new EngineFailure('TIMED_OUT', 'The engine fell silent.', lost);
  if (hasBegun) return new EngineFailure('CUT_OFF', 'The connection broke in the middle of the answer.', lost);
  return new EngineFailure('UNREACHABLE', 'The engine cannot be reached.', {
    isSpent: !neverConnected.has(code),
    cause: error,
  });
}

const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
