import type { TeamDatabase } from '@hub/runtime/database';
import * as housekeeping from './housekeeping.repository.js';

const receiptsAtOnce = 20_000;

/** Deletes the receipts of old writes, some at a time: each transaction is short. */
export async function forgetWriteReceipts(database: TeamDatabase): Promise<void> {
  let forgotten: number;
  do {
    forgotten = await database.write((tx) => housekeeping.forgetWriteReceipts(tx, receiptsAtOnce));
  } while (forgotten === receiptsAtOnce);
}
