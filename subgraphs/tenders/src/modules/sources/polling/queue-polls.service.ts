import type { TeamDatabase } from '@hub/runtime/database';
import { enqueue } from '@hub/runtime/jobs';
import { pollSourceAddress, queueOf } from '../jobs/addresses.js';

/** Queues polls of public sources, each once. */
export async function queuePolls(database: TeamDatabase, sourceIds: readonly string[]): Promise<void> {
  await database.write(async (tx) => {
    for (const sourceId of sourceIds) {
      const payload = { sourceId, isForced: false };
      await enqueue(tx, pollSourceAddress, payload, { key: sourceId, queue: queueOf(sourceId) });
    }
  });
}
