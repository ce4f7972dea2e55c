import { isHubError } from '@hub/runtime/errors';
import { embeddedEngine } from './embedded-engine.js';
import { EngineFailure, type Engine, type EngineFailureReason, type EngineTask, type TokenUse } from './engine.js';

/** An engine that was tried in vain. */
export interface FailedTry {
  readonly model: string;
  readonly reason: EngineFailureReason;
  readonly tookMs: number;
  /** True where it may have used tokens. */
  readonly isSpent: boolean;
  /** What it used, where it said so. */
  readonly tokens: TokenUse | null;
}

/** What came of a task: there always is a result. */
export interface TaskOutcome<Result> {
  readonly value: Result;
  /** The engine that made it. */
  readonly model: string;
  readonly tokens: TokenUse | null;
  readonly tookMs: number;
  /** Engines before it that gave nothing, in the order in which they were tried. */
  readonly failures: readonly FailedTry[];
}

/** The most that one engine may take for one task. */
export const cutOffMs = 30_000;

/**
 * Has the first engine that can do a task. One that fails, takes too long or claims what is not in the source is passed over
 * for the next; the embedded one is the last, so nothing fails for want of a model.
 */
export async function answerTask<Raw, Result>(
  engines: readonly Engine[],
  task: EngineTask<Raw, Result>,
  { timeoutMs = cutOffMs }: { readonly timeoutMs?: number } = {},
): Promise<TaskOutcome<Result>> {
  const failures: FailedTry[] = [];
  for (const engine of engines.filter(({ kinds }) => kinds.includes(task.kind))) {
    const startedAt = performance.now();
    try {
      return { ...(await askOne(engine, task, timeoutMs)), failures };
    } catch (error) {
      if (isHubError(error)) throw error;
      const { reason, isSpent, tokens } = failureOf(error);
      failures.push({ model: engine.model, reason, tookMs: msSince(startedAt), isSpent, tokens });
    }
  }
  return { ...(await askOne(embeddedEngine, task, timeoutMs)), failures };
}

async function askOne<Raw, Result>(engine: Engine, task: EngineTask<Raw, Result>, timeoutMs: number) {
  const startedAt = performance.now();
  const { value, tokens } = await cutOff(engine, task, timeoutMs);
  return { value, tokens, model: engine.model, tookMs: msSince(startedAt) };
}

function msSince(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}

/** Ends the wait even where the engine does not listen to its signal. */
async function cutOff<Raw, Result>(engine: Engine, task: EngineTask<Raw, Result>, timeoutMs: number) {
  const aborting = new AbortController();
  const late = new EngineFailure('TIMED_OUT', 'The engine took too long.', { isSpent: true });
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(late);
      aborting.abort(late);
    }, timeoutMs);
  });
  try {
    return await Promise.race([engine.answer(task, aborting.signal), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function failureOf(error: unknown): EngineFailure {
  if (error instanceof EngineFailure) return error;
  return new EngineFailure('UNAVAILABLE', 'The engine failed.', { isSpent: true, cause: error });
}
