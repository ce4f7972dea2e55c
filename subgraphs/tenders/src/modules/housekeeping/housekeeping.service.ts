import type { TeamDatabase, TeamTransaction } from '@hub/runtime/database';
import * as housekeeping from './housekeeping.repository.js';

const rowsAtOnce = 20_000;

/** Deletes what is kept of old writes, some rows at a time: each transaction is short. */
export async function forgetOldWrites(database: TeamDatabase): Promise<void> {
  await repeat(database, housekeeping.forgetWriteReceipts);
  await repeat(database, housekeeping.forgetIdempotencyKeys);
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
