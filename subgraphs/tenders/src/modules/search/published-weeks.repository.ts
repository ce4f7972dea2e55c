import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';

/** The week in which a tender was published, as the word index holds it. */
export const publishedWeek = Prisma.sql`tenders.week_of(s.published_at)`;

/** Weeks that hold a hundredth each of all tenders, from the newest on. */
export type PublishedWeeks = readonly number[];

const keptMs = 60_000;
const known = new WeakMap<ReadClient, { weeks: Promise<PublishedWeeks>; until: number }>();

/**
 * For each hundredth of all tenders, newest first, the week since which it was published, by the statistics of the
 * database; none while it has none. They say where to look first, so what is found never depends on them, and a
 * minute's age does no harm.
 */
export function findPublishedWeeks(db: ReadClient, nowMs = performance.now()): Promise<PublishedWeeks> {
  const kept = known.get(db);
  if (kept !== undefined && kept.until > nowMs) return kept.weeks;
  const weeks = readWeeks(db);
  known.set(db, { weeks, until: nowMs + keptMs });
  weeks.catch(() => known.delete(db));
  return weeks;
}

async function readWeeks(db: ReadClient): Promise<PublishedWeeks> {
  const rows = await db.$queryRaw<{ week: number }[]>`
    select ${publishedWeek} as week from pg_stats, unnest(histogram_bounds::text::timestamptz[]) as s(published_at)
    where schemaname = 'tenders' and tablename = 'tender_search' and attname = 'published_at'
    order by week desc`;
  // The first bound is the newest tender itself.
  return rows.slice(1).map(({ week }) => week);
}
