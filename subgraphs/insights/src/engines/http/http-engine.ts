import { setTimeout as sleep } from 'node:timers/promises';
import { CircuitOpenError, createCircuit } from '@hub/runtime/circuit';
import { guardedAgent } from '@hub/runtime/outgoing';
import { EngineFailure, type Engine, type EngineAnswer, type EngineTask } from '../engine.js';
import { formTokensMax, promptOf, schemaOf } from '../prompt.js';
import type { HttpEngineLimits, HttpEngineSettings } from './http-settings.js';
import { requestCompletion } from './request-completion.js';
import { malformed, parsedJson } from './read-completion.js';

const defaults: HttpEngineLimits = {
  attemptsMax: 3,
  firstPauseMs: 500,
  silenceMsMax: 25_000,
  answerBytesMax: 512 * 1024,
  materialBytesMax: 12_000,
};

const outages = new Set(['TIMED_OUT', 'UNREACHABLE', 'RATE_LIMITED', 'UNAVAILABLE']);

/** An engine behind an interface like OpenAI's, however it behaves. */
export function createHttpEngine(settings: HttpEngineSettings, limited: Partial<HttpEngineLimits> = {}): Engine {
  const limits = { ...defaults, ...limited };
  const guard = { hostsAllowed: settings.hostsAllowed, setting: 'INSIGHTS_ENGINE_HOSTS_ALLOWED' };
  const dispatcher = guardedAgent({ ...guard, connections: 8 });
  const circuit = createCircuit({
    isOutage: (error) => error instanceof EngineFailure && outages.has(error.reason),
    failuresMax: 3,
    probeIntervalMs: 30_000,
  });
  return {
    model: `http:${settings.modelName}`,
    kinds: ['SUMMARY', 'DRAFT'],
    isMetered: true,
    atOnce: 4,
    tokensMax: (form) => formTokensMax(form) + limits.materialBytesMax + form.outputTokensMax,
    promptHash: (task) => promptOf(task, limits.materialBytesMax).hash,
    async answer(task, signal) {
      try {
        return await circuit.run(() => ask(task, signal));
      } catch (error) {
        if (!(error instanceof CircuitOpenError)) throw error;
        throw new EngineFailure('UNAVAILABLE', 'The engine failed too often to be asked now.', { cause: error });
      }
    },
    async close() {
      circuit.stop();
      await dispatcher.destroy();
    },
  };

  async function ask<Raw, Result>(task: EngineTask<Raw, Result>, signal: AbortSignal): Promise<EngineAnswer<Result>> {
    const body = requestOf(task, settings.modelName, limits.materialBytesMax);
    const { text, tokens } = await retried(limits, signal, () =>
      requestCompletion(body, { settings, guard, dispatcher, limits, signal }),
    );
    const read = task.shape.safeParse(parsedJson(withoutCodeFence(text)));
    if (!read.success) throw malformed('The answer does not have the form that was asked for.', tokens);
    const value = task.ground(read.data);
    if (value === null)
      throw new EngineFailure('UNSUPPORTED', 'Nothing of the answer stands in the source.', { isSpent: true, tokens });
    return { value, tokens };
  }
}

function requestOf(task: EngineTask<unknown, unknown>, model: string, materialBytesMax: number): string {
  const { system, user } = promptOf(task, materialBytesMax);
  return JSON.stringify({
    model,
    stream: true,
    stream_options: { include_usage: true },
    temperature: 0,
    max_tokens: task.outputTokensMax,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    response_format: {
      type: 'json_schema',
      json_schema: { name: task.kind.toLowerCase(), strict: true, schema: schemaOf(task) },
    },
  });
}

/** Tries again only where no token was used, so that an answer is never paid for twice. */
async function retried<Result>(
  { attemptsMax, firstPauseMs }: HttpEngineLimits,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isPassing = error instanceof EngineFailure && !error.isSpent && outages.has(error.reason);
      if (!isPassing || attempt >= attemptsMax) throw error;
      const spread = firstPauseMs * 2 ** (attempt - 1) * (1 - Math.random() / 2);
      const pauseMs = Math.max(error.retryAfterMs ?? 0, spread);
      if (pauseMs > pauseMsMax) throw error;
      await sleep(pauseMs, undefined, { signal, ref: false });
    }
  }
}

const pauseMsMax = 10_000;

/** Some servers put JSON into a block of code, although it was asked for alone. */
function withoutCodeFence(text: string): string {
  return /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/u.exec(text)?.[1] ?? text;
}
