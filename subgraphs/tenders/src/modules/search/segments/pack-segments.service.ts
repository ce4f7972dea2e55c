import { inTransaction, withClient } from '../../../bulk/index.js';
import type { BulkPool } from '@hub/runtime/database';
import { findChangedSegments, replaceSegment } from './pack-segments.repository.js';

// Looking at some changed rows costs less than packing all others of their segment anew.
const changedRowsMin = 32;

/** What a packing has done. */
export interface Packing {
  packed: number;
  /** True when all segments that were to be packed were. */
  isComplete: boolean;
}

/**
 * Packs segments of tender_search that have changed: their columns and the places of their words. It may run beside
 * imports and beside itself; rows of a segment that change meanwhile stay marked and are packed next time.
 *
 * @param changedMin - in how many rows a segment has changed before it is packed anew; a new one always is.
 */
export async function packSegments(
  pool: BulkPool,
  signal: AbortSignal,
  { changedMin = changedRowsMin }: { changedMin?: number } = {},
): Promise<Packing> {
  const numbers = await withClient(pool, (client) => findChangedSegments(client, changedMin));
  let packed = 0;
  for (const number of numbers) {
    if (signal.aborted) break;
    if (await packSegment(pool, number)) packed += 1;
  }
  return { packed, isComplete: packed === numbers.length };
}

// One snapshot for all statements: the marks removed are those of the changes that were read.
const settings = `set transaction isolation level repeatable read; set local statement_timeout = '1min'; set local work_mem = '64MB'`;

async function packSegment(pool: BulkPool, number: number): Promise<boolean> {
  try {
    return await inTransaction(pool, settings, (client) => replaceSegment(client, number));
  } catch (error) {
    // Another was faster between our snapshot and our lock: its work is as good.
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === '40001') return false;
    throw error;
  }
}
