import type { ReadClient } from '@hub/runtime/database';

/**
 * The next moment at which the status of a public tender changes by the clock: it opens, closes, or has been silent for
 * too long; null when none will. Short reads, each at the edge of an index: that of opening times holds those after the
 * publication, which are few.
 */
export async function findNextStatusChange(db: ReadClient, now: Date): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ next: Date | null }[]>`
    select least(
      (select min(s.closing_at) from tenders.tender_search s where s.closing_at > ${now}),
      (select min(s.opens_at) from tenders.tender_search s
        where s.opens_at > ${now} and s.opens_at > coalesce(s.published_at, '-infinity')),
      (select min(s.opens_at) from tenders.tender_search s where s.published_at > ${now} and s.opens_at > ${now}),
      (select min(s.presumed_until) from tenders.tender_search s where s.presumed_until > ${now})
    ) as next`;
  return row?.next ?? null;
}
