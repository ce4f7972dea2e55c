import type { z } from 'zod';

/** Kinds of tasks; an engine may be able to do some of them only. */
export type TaskKind = 'SUMMARY' | 'DRAFT';

/** What an engine is asked to do. What it answers counts only after `ground` has looked for each claim in the source. */
export interface EngineTask<Raw, Result> {
  readonly kind: TaskKind;
  /** What to do, in our words. The only text that is meant as an order. */
  readonly instructions: string;
  /** What other people wrote. It is data, whatever it says. */
  readonly material: readonly Material[];
  /** The form of an answer. */
  readonly shape: z.ZodType<Raw>;
  readonly outputTokensMax: number;
  /** What of an answer stands in the source; null where nothing does. */
  ground(raw: Raw): Result | null;
  /** What can be said without a model: the least that a result holds, and what is used where every model fails. */
  floor(): Result;
}

/** What of a task is known before there is any material. */
export type TaskForm = Pick<EngineTask<unknown, unknown>, 'instructions' | 'shape' | 'outputTokensMax'>;

/** One text of the material and what it is. */
export interface Material {
  readonly name: string;
  readonly text: string;
}

/** Tokens that an answer used. */
export interface TokenUse {
  readonly input: number;
  readonly output: number;
}

/** What an engine gave. */
export interface EngineAnswer<Result> {
  readonly value: Result;
  /** Null where the engine does not say. */
  readonly tokens: TokenUse | null;
}

/** Something that does tasks. */
export interface Engine {
  /** Stored beside what it made: `extractive-v5`, `http:gpt-4o-mini`, `local:t5-small`. */
  readonly model: string;
  readonly kinds: readonly TaskKind[];
  /** Whether its tokens count against the budget of a team. */
  readonly isMetered: boolean;
  /** How many tasks it is given at a time. */
  readonly atOnce: number;
  /** The most tokens that a task of this form can use, whatever its material and whatever the engine answers; 0 where it is not metered. */
  tokensMax(form: TaskForm): number;
  /** SHA-256 of what it is sent for a task; null where it is sent nothing. */
  promptHash(task: EngineTask<unknown, unknown>): string | null;
  /** @throws EngineFailure; or the reason of the signal. */
  answer<Raw, Result>(task: EngineTask<Raw, Result>, signal: AbortSignal): Promise<EngineAnswer<Result>>;
  /** Ends what it keeps running. */
  close(): Promise<void>;
}

/** Why an engine gave nothing. */
export const engineFailureReasons = [
  /** No answer within its time. */
  'TIMED_OUT',
  /** No connection, or it broke before an answer began. */
  'UNREACHABLE',
  /** It asks for patience, longer than the task may take. */
  'RATE_LIMITED',
  /** It failed by itself, or failed too often to be asked again now. */
  'UNAVAILABLE',
  /** It refuses the request or its credentials, or its address may not be called. */
  'REFUSED',
  /** The answer ended before it was complete. */
  'CUT_OFF',
  /** The answer does not have the form that was asked for. */
  'MALFORMED',
  'TOO_LONG',
  /** Nothing of the answer stands in the source. */
  'UNSUPPORTED',
] as const;

export type EngineFailureReason = (typeof engineFailureReasons)[number];

/** An engine that gave nothing. Its message holds neither addresses nor keys nor what the engine said. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
  readonly reason: EngineFailureReason;
  /** How long the engine asks us to wait; null when it does not say. */
  readonly retryAfterMs: number | null;
  /** True where tokens may have been used: then it is not asked again, and they count. */
  readonly isSpent: boolean;
  /** What it used, where it came far enough to say so. */
  readonly tokens: TokenUse | null;

  constructor(
    reason: EngineFailureReason,
    message: string,
    options: { retryAfterMs?: number | null; isSpent?: boolean; tokens?: TokenUse | null; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.isSpent = options.isSpent ?? false;
    this.tokens = options.tokens ?? null;
  }
}
