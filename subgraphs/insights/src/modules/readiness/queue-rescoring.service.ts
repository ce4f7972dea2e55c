import type { TeamDatabase } from '@hub/runtime/database';
import * as rescoring from './queue-rescoring.repository.js';

/** Queues the scoring of what closed, or whose compulsory briefing passed, since it was scored. */
export function queuePassed(database: TeamDatabase, now: Date): Promise<void> {
  return database.write((tx) => rescoring.queuePassed(tx, now));
}

/** Queues the scoring of all that teams track or have found. */
export function queueRescoringOfAll(database: TeamDatabase): Promise<void> {
  return database.write((tx) => rescoring.queueRescoringOfAll(tx));
}
