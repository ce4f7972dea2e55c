import type { HubDatabase } from '@hub/runtime/database';
import { enqueueMany } from '@hub/runtime/jobs';
import { createMemoryCache } from '@hub/runtime/memory';
import { summariseTenderJob } from './jobs/summarise-tender.job.js';
import type { SummaryRequests } from './summary.service.js';

const quietMs = 60_000;
const rememberedBytesMax = 2 * 1024 * 1024;

/**
 * Makes the one of a process. Queues in the name of the product, not of the reader's team: then all readers and the importer share one job for a
 * tender. Asking again within a minute does nothing, so that a page that is polled does not put off a failing job's
 * next try.
 */
export function createSummaryRequests(databaseAs: HubDatabase['as']): SummaryRequests {
  const database = databaseAs({ kind: 'system', name: 'insights:ask-summary', teamId: null });
  const askedAt = createMemoryCache<number>({
    name: 'requested summaries',
    bytesMax: rememberedBytesMax,
    sizeOf: () => 8,
  });
  return {
    async ask(tenderIds, now) {
      const due = tenderIds.filter((id) => now.getTime() - (askedAt.get(id) ?? -Infinity) >= quietMs);
      if (due.length === 0) return;
      for (const id of due) askedAt.set(id, now.getTime());
      try {
        const jobs = due.map((tenderId) => ({ payload: { tenderId }, key: tenderId }));
        await database.write((tx) => enqueueMany(tx, summariseTenderJob, jobs));
      } catch (error) {
        for (const id of due) askedAt.delete(id);
        throw error;
      }
    },
  };
}
