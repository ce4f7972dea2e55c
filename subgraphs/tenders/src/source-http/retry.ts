import type { Clock } from './clock.js';
import { isPassing, PollFailure } from './poll-failure.js';

export interface RetryOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Tries in all. */
  readonly attemptsMax: number;
  /** A source that asks for a longer pause is left alone until the next poll. */
  readonly pauseMaxMs: number;
}

const baseMs = 1_000;

/**
 * Repeats work that failed for a passing reason: after 1, 2, 4 ... seconds, each shortened at random by up to half so
 * that several sources of one portal do not knock together, or after exactly as long as the source asks.
 *
 * @throws PollFailure the last one when all tries failed, or the first that trying again cannot heal.
 */
export async function retried<Result>(
  work: (attempt: number) => Promise<Result>,
  options: RetryOptions,
): Promise<Result> {
  const { clock, signal, attemptsMax, pauseMaxMs } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (!(error instanceof PollFailure) || !isPassing(error) || attempt >= attemptsMax) throw error;
      const spreadMs = baseMs * 2 ** (attempt - 1) * (1 - clock.random() / 2);
      const pauseMs = Math.max(error.retryAfterMs ?? 0, Math.round(spreadMs));
      if (pauseMs > pauseMaxMs) throw error;
      await clock.sleep(pauseMs, signal);
    }
  }
}

/** Milliseconds that a Retry-After header asks for: seconds or a date. Null when it says neither. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null) return null;
  if (/^\s*\d{1,9}\s*$/u.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

/** Pause before the next poll after so many failures in a row: it doubles from a minute to six hours. */
export function backoffMs(consecutiveErrors: number): number {
  return Math.min(60_000 * 2 ** Math.max(0, consecutiveErrors - 1), 6 * 3_600_000);
}
