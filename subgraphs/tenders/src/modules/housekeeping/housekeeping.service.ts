import type { TeamDatabase, TeamTransaction } from '@hub/runtime/database';
import * as housekeeping from './housekeeping.repository.js';

const rowsAtOnce = 20_000;

const clearances = [
  housekeeping.forgetWriteReceipts,
  housekeeping.forgetIdempotencyKeys,
  housekeeping.forgetSessions,
  housekeeping.forgetEmailTokens,
  housekeeping.forgetNotifications,
  housekeeping.forgetExports,
  housekeeping.forgetSearchUsage,
  housekeeping.forgetSourceRuns,
  housekeeping.purgeBins,
  housekeeping.purgeActivities,
];

/**
 * Deletes what nobody needs any more, some rows at a time: each transaction is short. One table that cannot be cleared
 * stops none of the others.
 *
 * @throws AggregateError with every failure, after the others were cleared.
 */
export async function forgetOldRows(database: TeamDatabase): Promise<void> {
  const failures: unknown[] = [];
  for (const forget of clearances) await repeat(database, forget).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'Not every table could be cleared of old rows.');
}

/** Makes the tables for events of this month and of the next two, where they are missing. */
export async function makeEventPartitions(database: TeamDatabase, now: Date): Promise<void> {
  await database.write((tx) => housekeeping.makeEventPartitions(tx, now));
}

async function repeat(
  database: TeamDatabase,
  forget: (tx: TeamTransaction, max: number) => Promise<number>,
): Promise<void> {
  let forgotten: number;
  do {
    forgotten = await database.write((tx) => forget(tx, rowsAtOnce));
  } while (forgotten === rowsAtOnce);
}
