import type { TeamDatabase } from '@hub/runtime/database';
import * as matching from './matching.repository.js';

/** Queues a job for each team that has saved searches to match at this moment. */
export function queueAlerts(database: TeamDatabase, now: Date): Promise<void> {
  return database.write((tx) => matching.queueAlerts(tx, now));
}
