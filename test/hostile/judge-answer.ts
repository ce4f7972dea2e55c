import { errorRegistry } from '@hub/runtime/errors';
import type { HostileAnswer } from './send.js';

/** Longest body that says only that something is wrong. */
export const errorBytesMax = 20_000;
const messageLengthMax = 300;
const errorsMax = 10;

interface Told {
  readonly message?: unknown;
  readonly extensions?: { readonly code?: unknown; readonly requestId?: unknown };
}

/** What is wrong with an answer to a hostile request, in words; empty when it is as it must be. */
export function faultsOf({ status, headers, text }: HostileAnswer, { isHead = false } = {}): string[] {
  const faults: string[] = [];
  if (status >= 500 || status === 0) faults.push(`status ${status}`);
  const isRefused = status >= 400;
  const errors = errorsIn(text);
  if (isRefused && !isHead && errors === null) faults.push(`a refusal without errors: ${text.slice(0, 200)}`);
  if ((isRefused || errors !== null) && Buffer.byteLength(text) > errorBytesMax && (isRefused || !hasData(text)))
    faults.push(`an error of ${Buffer.byteLength(text)} bytes`);
  if (isRefused && !/^[\w.:-]{8,64}$/u.test(headers['x-request-id'] ?? '')) faults.push('no request id');
  if (isRefused && (errors?.length ?? 0) > errorsMax) faults.push(`${errors?.length} errors`);
  for (const { message, extensions } of errors ?? []) {
    if (typeof extensions?.code !== 'string' || !Object.hasOwn(errorRegistry, extensions.code))
      faults.push(`the code ${String(extensions?.code)}`);
    if (typeof message !== 'string' || message === '' || message.length > messageLengthMax)
      faults.push(`a message of ${String(message).length} characters`);
  }
  return [...new Set(faults)];
}

function errorsIn(text: string): readonly Told[] | null {
  const body = parsed(text);
  return typeof body === 'object' && body !== null && 'errors' in body && Array.isArray(body.errors)
    ? body.errors
    : null;
}

function hasData(text: string): boolean {
  const body = parsed(text);
  return typeof body === 'object' && body !== null && 'data' in body && body.data !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
