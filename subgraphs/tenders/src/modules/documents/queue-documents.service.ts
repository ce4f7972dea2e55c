import type { TeamDatabase } from '@hub/runtime/database';
import { enqueueMany } from '@hub/runtime/jobs';
import { documentsQueueOf, fetchDocumentsAddress } from './jobs/addresses.js';

/** Queues a round over the documents of each of these sources, at once or at an instant. */
export async function queueDocuments(
  database: TeamDatabase,
  sourceIds: readonly string[],
  runAt?: Date,
): Promise<void> {
  const rounds = sourceIds.map((sourceId) => ({ payload: { sourceId }, ...documentsQueueOf(sourceId) }));
  await database.write((tx) =>
    enqueueMany(tx, fetchDocumentsAddress, rounds, { ...(runAt !== undefined && { runAt }) }),
  );
}
