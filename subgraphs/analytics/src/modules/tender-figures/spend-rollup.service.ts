import type { ReadClient, TeamDatabase } from '@hub/runtime/database';
import type { SpendQuestion } from './figure-shapes.js';
import { confirmCount, countSpend, findCountedAt } from './spend-rollup.repository.js';

const hourMs = 3_600_000;

/** Adds up spending again if tenders have changed since it was last. Doing it twice changes nothing. */
export function refreshSpend(database: TeamDatabase, now: Date): Promise<void> {
  return database.write(async (tx) => {
    if (!(await confirmCount(tx, now))) await countSpend(tx, now);
  });
}

/**
 * When the sums that answer a question were right; null when they cannot answer it: they know no statuses and only whole
 * months, and are not trusted once the job that keeps them has been silent for an hour.
 */
export async function countedAt(db: ReadClient, question: SpendQuestion, now: Date): Promise<Date | null> {
  const { statuses, publishedFrom, publishedBefore } = question;
  if (statuses !== null || ![publishedFrom, publishedBefore].every(isStartOfMonth)) return null;
  const at = await findCountedAt(db);
  return at !== null && now.getTime() - at.getTime() < hourMs ? at : null;
}

function isStartOfMonth(instant: string | null): boolean {
  if (instant === null) return true;
  const at = new Date(instant);
  return at.getTime() === Date.UTC(at.getUTCFullYear(), at.getUTCMonth());
}
