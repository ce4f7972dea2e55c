import { Prisma, type TeamSource } from '@hub/prisma/client';
import type { TeamTransaction } from '@hub/runtime/database';
import type { RequestRecord } from '../../../../source-http/index.js';
import type { PollCursor } from '../../polling/poll-cursor.js';

/** Takes a team's source over until `leaseUntil`. Null when it is not due, is being polled, is off, or is gone. */
export async function claimTeamSource(
  tx: TeamTransaction,
  claim: { id: string; now: Date; leaseUntil: Date; isForced: boolean },
): Promise<TeamSource | null> {
  const { id, now, leaseUntil, isForced } = claim;
  const claimed = await tx.teamSource.updateManyAndReturn({
    where: { id, isEnabled: true, ...(isForced ? {} : { OR: [{ nextPollAt: null }, { nextPollAt: { lte: now } }] }) },
    data: { nextPollAt: leaseUntil },
  });
  return claimed[0] ?? null;
}

/** Keeps a team's source that this process polls. */
export async function renewTeamLease(tx: TeamTransaction, lease: { id: string; leaseUntil: Date }): Promise<void> {
  await tx.teamSource.updateMany({ where: { id: lease.id }, data: { nextPollAt: lease.leaseUntil } });
}

/** Stores refreshed credentials unless somebody stored others meanwhile. */
export async function replaceCredentials(
  tx: TeamTransaction,
  change: { id: string; expectedVersion: number; credentials: string },
): Promise<boolean> {
  const { count } = await tx.teamSource.updateMany({
    where: { id: change.id, credentialsVersion: change.expectedVersion },
    data: { credentials: change.credentials, credentialsVersion: { increment: 1 } },
  });
  return count === 1;
}

/** Progress of a poll, written in the transaction of the page that it speaks of. */
export async function saveTeamProgress(
  tx: TeamTransaction,
  progress: {
    id: string;
    cursor: PollCursor;
    pacedUntil: Date | null;
    leaseUntil: Date;
    validators: { etag: string | null; lastModified: string | null } | null;
  },
): Promise<void> {
  const { id, cursor, pacedUntil, leaseUntil, validators } = progress;
  await tx.teamSource.updateMany({
    where: { id },
    data: { cursor, pacedUntil, nextPollAt: leaseUntil, ...validators },
  });
}

/** Keeps what was asked of a source, and forgets what is older than a month. */
export async function writeLog(
  tx: TeamTransaction,
  log: { teamId: string; teamSourceId: string; records: readonly RequestRecord[]; at: Date },
): Promise<void> {
  const { teamId, teamSourceId, records, at } = log;
  await tx.integrationLog.createMany({
    data: records.map(({ at: calledAt, method, endpoint, status, attempt, durationMs, bytes, error }) => ({
      teamId,
      teamSourceId,
      calledAt,
      method,
      endpoint,
      attempt,
      durationMs,
      error,
      httpStatus: status,
      responseBytes: bytes,
      isSuccess: error === null,
    })),
  });
  await tx.integrationLog.deleteMany({
    where: { teamSourceId, calledAt: { lt: new Date(at.getTime() - 30 * 86_400_000) } },
  });
}

/** What a source keeps of how its poll ended. */
export interface PollEnd {
  readonly id: string;
  readonly status: 'SUCCEEDED' | 'STOPPED' | 'FAILED';
  readonly error: string | null;
  readonly nextPollAt: Date;
  readonly cursor: PollCursor;
  readonly counts: Readonly<Record<string, number>>;
  readonly pacedUntil: Date | null;
  readonly at: Date;
}

/** Writes the health of a source and when to poll it next. False when it was removed while it was being read. */
export async function endTeamPoll(tx: TeamTransaction, end: PollEnd): Promise<boolean> {
  const { id, status, error, nextPollAt, cursor, counts, pacedUntil, at } = end;
  const isSuccess = status === 'SUCCEEDED';
  const { count } = await tx.teamSource.updateMany({
    where: { id },
    data: {
      nextPollAt,
      pacedUntil,
      lastRunAt: at,
      cursor: isSuccess ? Prisma.DbNull : cursor,
      lastCounts: { ...counts },
      ...(isSuccess && { lastSuccessAt: at, lastError: null, consecutiveErrors: 0 }),
      ...(!isSuccess && error !== null && { lastError: error.slice(0, 1_000) }),
      ...(status === 'FAILED' && { consecutiveErrors: { increment: 1 } }),
    },
  });
  return count > 0;
}

/** When an enabled source is to be polled next; null when it is not, or is gone. */
export async function findNextPoll(tx: TeamTransaction, id: string): Promise<Date | null> {
  const source = await tx.teamSource.findFirst({ where: { id, isEnabled: true }, select: { nextPollAt: true } });
  return source?.nextPollAt ?? null;
}
