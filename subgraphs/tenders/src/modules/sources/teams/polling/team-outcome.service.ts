import type { TeamSource } from '@hub/prisma/client';
import type { TeamDatabase } from '@hub/runtime/database';
import { recordEvent, teamSourceFailing } from '@hub/runtime/events';
import { enqueue } from '@hub/runtime/jobs';
import type { RequestRecord } from '../../../../source-http/index.js';
import { failingAfterErrors } from '../../health-status.js';
import { pollTeamSourceAddress, queueOf } from '../../jobs/addresses.js';
import type { PollCursor } from '../../polling/poll-cursor.js';
import { endTeamPoll, findNextPoll, writeLog } from './team-poll.repository.js';

/** What a poll of a team's source did. */
export interface TeamCounts {
  requests: number;
  pages: number;
  pagesUnchanged: number;
  pagesRepeated: number;
  rowsNew: number;
  rowsChanged: number;
  rowsUnchanged: number;
  /** Things in the list that are no tender. */
  rowsRefused: number;
}

export function emptyTeamCounts(): TeamCounts {
  return {
    requests: 0,
    pages: 0,
    pagesUnchanged: 0,
    pagesRepeated: 0,
    rowsNew: 0,
    rowsChanged: 0,
    rowsUnchanged: 0,
    rowsRefused: 0,
  };
}

/** How a poll of a team's source ended. */
export interface TeamOutcome {
  readonly status: 'SUCCEEDED' | 'STOPPED' | 'FAILED';
  readonly error: string | null;
  readonly nextPollAt: Date;
}

interface Finish {
  readonly source: TeamSource;
  readonly outcome: TeamOutcome;
  readonly cursor: PollCursor;
  readonly counts: TeamCounts;
  readonly records: readonly RequestRecord[];
  readonly pacedUntil: Date | null;
  readonly at: Date;
}

/**
 * Writes health, log and the next poll in one transaction: a source is never left without its next poll, and nobody has
 * to look across the walls between teams to find out what is due.
 */
export async function finishTeamSource(database: TeamDatabase, finish: Finish): Promise<void> {
  const { source, outcome, cursor, counts, records, pacedUntil, at } = finish;
  await database.write(async (tx) => {
    const isThere = await endTeamPoll(tx, { id: source.id, ...outcome, cursor, counts: { ...counts }, pacedUntil, at });
    // Removed while it was being read.
    if (!isThere) return;
    const consecutiveErrorCount = source.consecutiveErrors + 1;
    // The first poll with so many: once until the source was read again.
    if (outcome.status === 'FAILED' && consecutiveErrorCount === failingAfterErrors)
      await recordEvent(tx, teamSourceFailing, { subjectId: source.id, body: { consecutiveErrorCount } });
    await writeLog(tx, { teamId: source.teamId, teamSourceId: source.id, records, at });
    await enqueue(
      tx,
      pollTeamSourceAddress,
      { teamSourceId: source.id, isForced: false },
      { key: source.id, queue: queueOf(source.id), runAt: outcome.nextPollAt },
    );
  });
}

/**
 * Queues the next poll of a source that cannot be polled now: it is not due, or a process that has died still holds it.
 * Without this a source whose process died would never be polled again.
 */
export async function keepScheduled(database: TeamDatabase, teamSourceId: string, now: Date): Promise<void> {
  await database.write(async (tx) => {
    const nextPollAt = await findNextPoll(tx, teamSourceId);
    if (nextPollAt === null || nextPollAt <= now) return;
    await enqueue(
      tx,
      pollTeamSourceAddress,
      { teamSourceId, isForced: false },
      { key: teamSourceId, queue: queueOf(teamSourceId), runAt: nextPollAt },
    );
  });
}
