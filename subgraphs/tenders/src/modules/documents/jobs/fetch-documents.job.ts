import { enqueue, type Job, type JobAddress } from '@hub/runtime/jobs';
import { z } from 'zod';
import type { PollEnvironment } from '../../../source-http/index.js';
import { fetchDocuments } from '../fetch-documents.service.js';

/** Where a round over the documents of a source is queued: one after the other for each source. */
export const fetchDocumentsAddress = {
  name: 'tenders:fetch-documents',
  schema: z.object({ sourceId: z.uuid() }),
  attemptsMax: 5,
} as const satisfies JobAddress;

export function documentsQueueOf(sourceId: string): { key: string; queue: string } {
  return { key: `documents:${sourceId}`, queue: `documents:${sourceId}` };
}

/** Looks at documents of one source that are due. Run twice, it finds that nothing is. */
export function fetchDocumentsJob(environment: PollEnvironment): Job<z.output<typeof fetchDocumentsAddress.schema>> {
  return {
    ...fetchDocumentsAddress,
    async run({ sourceId }, scope) {
      const { signal } = new AbortController();
      const { goOnAt, ...counts } = await fetchDocuments({ scope, environment, sourceId, signal });
      if (counts.replaced > 0)
        scope.logger.info({ sourceId, ...counts }, 'Files were replaced behind their addresses.');
      if (goOnAt === null) return;
      await scope.database.write((tx) =>
        enqueue(tx, fetchDocumentsAddress, { sourceId }, { ...documentsQueueOf(sourceId), runAt: goOnAt }),
      );
    },
  };
}
