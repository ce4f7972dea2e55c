import { enqueueMany } from '@hub/runtime/jobs';
import type { RequestScope } from '@hub/runtime/service';
import { slicesOf } from '@hub/runtime/values';
import { extractiveModel } from '../../summariser/index.js';
import { summariseTendersJob } from './jobs/summarise-tenders.job.js';
import { findOlderSummaries } from './summary.repository.js';

const batchSize = 100;
const batchesMax = 10;

/**
 * Queues up to a thousand summaries of older models to be made again. Queuing one twice makes it once: it is stored under its
 * tender, and left alone where its source is the same. Running again takes those that are left.
 */
export async function backfillSummaries(scope: RequestScope): Promise<void> {
  const older = await findOlderSummaries(scope.documents, extractiveModel, batchSize * batchesMax);
  const ids = older.map(({ tenderId }) => tenderId);
  const batches = slicesOf(ids, batchSize);
  if (batches.length === 0) return;
  const jobs = batches.map((tenderIds) => ({ payload: { tenderIds }, key: `backfill:${tenderIds[0] ?? ''}` }));
  await scope.database.write((tx) => enqueueMany(tx, summariseTendersJob, jobs, { lane: 'bulk' }));
}
