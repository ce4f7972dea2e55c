import type { TeamDatabase } from '@hub/runtime/database';
import { enqueueMany } from '@hub/runtime/jobs';
import { pollSourceAddress, queueOf } from '../jobs/addresses.js';

/** Queues polls of public sources, each once. */
export async function queuePolls(database: TeamDatabase, sourceIds: readonly string[]): Promise<void> {
  const polls = sourceIds.map((id) => ({ payload: { sourceId: id, isForced: false }, key: id, queue: queueOf(id) }));
  await database.write((tx) => enqueueMany(tx, pollSourceAddress, polls));
}
