import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { allOf, rankOf, type Conditions } from './search-conditions.repository.js';
import type { SearchPosition } from '../request/search-cursor.js';

/** What to fetch of a search's result by relevance. */
export interface RelevanceRequest {
  conditions: Conditions;
  search: string;
  after: SearchPosition | null;
  limit: number;
}

/** Newest hits that are weighed. */
export const rankedMax = 500;

/**
 * A page by relevance. Only the 500 newest hits are weighed: of a word that a third of all tenders contain, the
 * old ones are not what anyone looks for, and weighing them all would take seconds.
 */
export function findRelevant(
  db: ReadClient,
  request: RelevanceRequest,
  among: Prisma.Sql = Prisma.sql`tenders.tender_search s`,
): Promise<SearchPosition[]> {
  return db.$queryRaw<SearchPosition[]>`
    with newest as materialized (
      select s.tender_id, s.words from ${among} where ${allOf(request.conditions.values())}
      order by s.published_at desc nulls last, s.tender_id desc limit ${rankedMax}
    )
    ${pageOfNewest(request, Prisma.sql`newest`)}`;
}

/** Weighs rows of tender_search, whose id and words are given, and answers a page of them. */
export function pageOfNewest(
  { search, after, limit }: Pick<RelevanceRequest, 'search' | 'after' | 'limit'>,
  rows: Prisma.Sql,
): Prisma.Sql {
  const beyond =
    after === null || after.value === null
      ? Prisma.sql`true`
      : Prisma.sql`(${rankOf(search)}, s.tender_id) < (${after.value}::float8, ${after.tenderId}::uuid)`;
  const order = Prisma.sql`order by hits.rank desc, hits.tender_id desc`;
  // Cut before ranks become text: otherwise each row is weighed for its place and once more for its text.
  return Prisma.sql`
    select hits.tender_id as "tenderId", hits.rank::text as value
    from (
      select hits.* from (select s.tender_id, ${rankOf(search)} as rank from ${rows} s where ${beyond}) hits
      ${order} limit ${limit}
    ) hits ${order}`;
}
