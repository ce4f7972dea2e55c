import { backoffMs, type PollFailure } from '../../../source-http/index.js';
import { importFailures, type ImportOutcome } from '../../imports/import-counts.js';
import type { PollCursor } from './poll-cursor.js';
import type { ClaimedSource, SourceOutcome } from './source-poll.repository.js';

/** How far a round over the windows of a source has got. */
export interface RoundEnd {
  /** Where to go on. */
  readonly cursor: PollCursor;
  readonly error?: unknown;
}

type Judgement = Pick<SourceOutcome, 'status' | 'error' | 'nextPollAt' | 'cursor' | 'fullAt'>;

/** What the end of a round says of its source, and when to poll it next. */
export function judge(from: {
  source: ClaimedSource;
  at: Date;
  end: RoundEnd;
  failure: PollFailure | null;
  isStopped: boolean;
  /** What the poll imported, when that says that it was no success. */
  outcome: ImportOutcome;
}): Judgement {
  const { source, at, end, failure, isStopped, outcome } = from;
  const later = (waitMs: number): Date => new Date(at.getTime() + waitMs);
  const backoff = backoffMs(source.consecutiveErrors + 1);
  if (end.error !== undefined) {
    if (isStopped) return { status: 'STOPPED', error: null, nextPollAt: at, cursor: end.cursor, fullAt: null };
    const error = failure?.message ?? 'The poll failed on our side.';
    // A source that asks for patience is well.
    if (failure?.kind === 'RATE_LIMITED' && failure.retryAfterMs !== null) {
      return {
        status: 'STOPPED',
        error,
        nextPollAt: later(Math.min(failure.retryAfterMs, 86_400_000)),
        cursor: end.cursor,
        fullAt: null,
      };
    }
    return {
      status: 'FAILED',
      error,
      nextPollAt: later(Math.max(backoff, failure?.retryAfterMs ?? 0)),
      cursor: end.cursor,
      fullAt: null,
    };
  }
  const { cursor } = end;
  if (cursor.windows.length > 0) return { status: 'STOPPED', error: null, nextPollAt: at, cursor, fullAt: null };
  const { failed } = cursor;
  if (failed.length > 0) {
    const names = failed.map((window) => (window === null ? 'all' : `${window.from} to ${window.to}`)).join(', ');
    return {
      status: 'FAILED',
      error: `Could not be read: ${names}.`.slice(0, 1_000),
      nextPollAt: later(backoff),
      cursor: null,
      fullAt: null,
    };
  }
  // An answer without releases may be all that there is; one of which nothing can be imported is a fault.
  if (outcome === 'ALL_SET_ASIDE') {
    return {
      status: 'FAILED',
      error: importFailures[outcome],
      nextPollAt: later(backoff),
      cursor: null,
      fullAt: null,
    };
  }
  const fullAt = cursor.reach === 'FULL' ? new Date(cursor.startedAt) : null;
  return {
    status: 'SUCCEEDED',
    error: null,
    nextPollAt: later(source.pollIntervalSeconds * 1_000),
    cursor: null,
    fullAt,
  };
}
