import type { Job } from '@hub/runtime/jobs';
import type { z } from 'zod';
import type { PollEnvironment } from '../../../source-http/index.js';
import { fetchDocuments } from '../fetch-documents.service.js';
import { queueDocuments } from '../queue-documents.service.js';
import { fetchDocumentsAddress } from './addresses.js';

/** Looks at documents of one source that are due. Run twice, it finds that nothing is. */
export function fetchDocumentsJob(environment: PollEnvironment): Job<z.output<typeof fetchDocumentsAddress.schema>> {
  return {
    ...fetchDocumentsAddress,
    isImport: true,
    async run({ sourceId }, scope) {
      const { signal } = new AbortController();
      const { goOnAt, ...counts } = await fetchDocuments({ scope, environment, sourceId, signal });
      if (counts.replaced > 0)
        scope.logger.info({ sourceId, ...counts }, 'Files were replaced behind their addresses.');
      if (goOnAt !== null) await queueDocuments(scope.database, [sourceId], goOnAt);
    },
  };
}
