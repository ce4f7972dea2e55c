import type { ReadClient, TeamDatabase } from '@hub/runtime/database';
import { isHubError } from '@hub/runtime/errors';

/** Reads what belongs to the actor's team. Who has no team has nothing of its own, which is no fault. */
export async function readOwn<Value>(
  database: TeamDatabase,
  { query, otherwise }: { query: (db: ReadClient) => Promise<Value>; otherwise: Value },
): Promise<Value> {
  try {
    return await database.read(query);
  } catch (error) {
    if (isHubError(error, 'TENANT_CONTEXT_MISSING')) return otherwise;
    throw error;
  }
}
