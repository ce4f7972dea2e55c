import type { TeamSource } from '@hub/prisma/client';
import { backoffMs, PollFailure } from '../../../../source-http/index.js';
import type { PollCursor } from '../../polling/poll-cursor.js';
import type { TeamOutcome } from './team-outcome.service.js';

/** What the end of a poll says of its source, and when to poll it next. */
export function judge(from: {
  source: TeamSource;
  cursor: PollCursor;
  failure: unknown;
  isStopped: boolean;
  at: Date;
}): TeamOutcome {
  const { source, cursor, failure, isStopped, at } = from;
  const later = (waitMs: number): Date => new Date(at.getTime() + waitMs);
  if (failure === null && cursor.windows.length === 0)
    return { status: 'SUCCEEDED', error: null, nextPollAt: later(source.pollIntervalSeconds * 1_000) };
  if (failure === null || isStopped) return { status: 'STOPPED', error: null, nextPollAt: at };
  if (!(failure instanceof PollFailure))
    return {
      status: 'FAILED',
      error: 'The poll failed on our side.',
      nextPollAt: later(backoffMs(source.consecutiveErrors + 1)),
    };
  if (failure.kind === 'RATE_LIMITED' && failure.retryAfterMs !== null) {
    return { status: 'STOPPED', error: failure.message, nextPollAt: later(Math.min(failure.retryAfterMs, 86_400_000)) };
  }
  return {
    status: 'FAILED',
    error: failure.message,
    nextPollAt: later(Math.max(backoffMs(source.consecutiveErrors + 1), failure.retryAfterMs ?? 0)),
  };
}
