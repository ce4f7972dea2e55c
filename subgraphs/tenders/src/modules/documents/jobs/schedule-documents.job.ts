import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import type { PollEnvironment } from '../../../source-http/index.js';
import { findDocumentSources, findDueDocuments } from '../due-documents.repository.js';
import { isAskable } from '../fetch-documents.service.js';
import { queueDocuments } from '../queue-documents.service.js';

/** Every five minutes: queues a round for each source that has documents to look at. */
export function scheduleDocumentsJob(environment: PollEnvironment) {
  return defineJob({
    name: 'tenders:schedule-documents',
    schema: z.object({}),
    cron: '*/5 * * * *',
    isImport: true,
    attemptsMax: 1,
    async run(_payload, scope) {
      if (!environment.isScheduled) return;
      const now = scope.now();
      const due: string[] = [];
      for (const source of await findDocumentSources(scope.database, null)) {
        if (!isAskable(source, now)) continue;
        const documents = await findDueDocuments(scope.database, { sourceId: source.id, now, take: 1 });
        if (documents.length > 0) due.push(source.id);
      }
      await queueDocuments(scope.database, due);
    },
  });
}
