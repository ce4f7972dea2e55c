import { isOutage } from '@hub/runtime/errors';
import { enqueueMany } from '@hub/runtime/jobs';
import type { RequestScope } from '@hub/runtime/service';
import { findTenderFacts } from '../tender-facts/tender-facts.repository.js';
import { summariseTenderJob } from './jobs/summarise-tender.job.js';
import { findSummaries } from './summary.repository.js';
import { renewSummary } from './summary.service.js';

const readTogetherMax = 50;

/**
 * Makes the summaries of many tenders, unless the stored ones were made from the same source. No locks: what two workers
 * store at once is decided by the tender's version. A tender that cannot be summarised gets a job of its own and keeps
 * none of the others from theirs.
 *
 * @throws HubError when a store is away. Running again does what is left.
 */
export async function summariseTenders(scope: RequestScope, tenderIds: readonly string[]): Promise<void> {
  const failed: string[] = [];
  for (let start = 0; start < tenderIds.length; start += readTogetherMax)
    failed.push(...(await summariseSlice(scope, tenderIds.slice(start, start + readTogetherMax))));
  const jobs = failed.map((tenderId) => ({ payload: { tenderId }, key: tenderId }));
  if (jobs.length > 0) await scope.database.write((tx) => enqueueMany(tx, summariseTenderJob, jobs, { lane: 'bulk' }));
}

/** Answers the ids of those that could not be summarised: all of them where one cannot even be read. */
async function summariseSlice(scope: RequestScope, tenderIds: readonly string[]): Promise<string[]> {
  const failed: string[] = [];
  await unlessFailed(tenderIds, async () => {
    const facts = await scope.database.readPublic((db) => findTenderFacts(db, tenderIds));
    const stored = await findSummaries(scope.documents, tenderIds);
    // One after the other: nobody waits, and requests of the same process must not.
    for (const [id, found] of facts) await unlessFailed([id], () => renewSummary(scope, found, stored.get(id)));
  });
  return failed;

  async function unlessFailed(ids: readonly string[], work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isOutage(error)) throw error;
      failed.push(...ids);
    }
  }
}
