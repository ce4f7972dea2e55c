import type { ReadClient } from '@hub/runtime/database';

/**
 * The next moment at which a public tender opens or closes by the clock; null when none will. Three short reads, each
 * at the edge of an index: one index of opening times holds those after the publication, which are few.
 */
export async function findNextStatusChange(db: ReadClient, now: Date): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ next: Date | null }[]>`
    select least(
      (select min(s.closing_at) from tenders.tender_search s where s.closing_at > ${now}),
      (select min(s.opens_at) from tenders.tender_search s
        where s.opens_at > ${now} and s.opens_at > coalesce(s.published_at, '-infinity')),
      (select min(s.opens_at) from tenders.tender_search s where s.published_at > ${now} and s.opens_at > ${now})
    ) as next`;
  return row?.next ?? null;
}
