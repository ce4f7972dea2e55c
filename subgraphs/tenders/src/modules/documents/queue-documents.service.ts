import type { TeamDatabase } from '@hub/runtime/database';
import { enqueue } from '@hub/runtime/jobs';
import { documentsQueueOf, fetchDocumentsAddress } from './jobs/addresses.js';

/** Queues a round over the documents of a source, at once or at an instant. */
export async function queueDocuments(database: TeamDatabase, sourceId: string, runAt?: Date): Promise<void> {
  const options = { ...documentsQueueOf(sourceId), ...(runAt !== undefined && { runAt }) };
  await database.write((tx) => enqueue(tx, fetchDocumentsAddress, { sourceId }, options));
}
