import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { provinces } from '../../../ocds/index.js';
import { countRows } from '../facets/facet-rows.repository.js';
import type { FacetCounts, FacetQuery } from '../facets/facets.repository.js';
import { allOf } from './search-conditions.repository.js';
import type { SearchPosition } from '../request/search-cursor.js';
import { findRelevant, type RelevanceRequest } from './relevance.repository.js';
import { findHeadlines, hasAny, isBeyond, sorts, type PageRequest } from './search.repository.js';

// A source of a team spells provinces as it likes: "Kwazulu Natal", "KwaZulu-Natal Province".
const letters = Prisma.sql`replace(translate(upper(t.province), ' -_.''', ''), 'PROVINCE', '')`;
const spelt = provinces.map((name) => name.replaceAll('_', ''));
const province = Prisma.sql`(${[...provinces]}::text[])[array_position(${spelt}::text[], ${letters})]`;

/**
 * Tenders of the actor's team under the names that conditions know. Row-level security leaves out those of all others.
 * There are thousands of them and not millions, so they are read one by one.
 */
export const ownRows = Prisma.sql`(
  select t.id as tender_id, t.words, t.lifecycle, ${province} as province, t.category, null::uuid as buyer_id,
    lower(t.procurement_category) as procurement_category, lower(t.method) as method, t.value_amount, t.value_currency,
    t.published_at, t.opens_at, t.closing_at, false as has_briefing, '{}'::text[] as cidb
  from tenders.team_tender t where not t.is_archived) s`;

/** As findPage, among the team's own. */
export function findOwnPage(
  db: ReadClient,
  { conditions, orderBy, after, limit }: PageRequest,
): Promise<SearchPosition[]> {
  const sort = sorts[orderBy];
  const { column, asText, isDescending } = sort;
  const direction = isDescending ? Prisma.sql`desc` : Prisma.sql`asc`;
  const where = [...conditions.values()];
  if (after !== null && after.value === null) {
    where.push(Prisma.sql`${column} is null and s.tender_id > ${after.tenderId}::uuid`);
  }
  for (const isBehind of isBeyond(sort, after)) where.push(Prisma.sql`(${column} is null or ${isBehind})`);
  return db.$queryRaw<SearchPosition[]>`
    select s.tender_id as "tenderId", ${asText} as value from ${ownRows} where ${allOf(where)}
    order by ${column} ${direction} nulls last, case when ${column} is not null then s.tender_id end ${direction}, s.tender_id
    limit ${limit}`;
}

/** As findRelevant, among the team's own. */
export function findOwnRelevant(db: ReadClient, request: RelevanceRequest): Promise<SearchPosition[]> {
  return findRelevant(db, request, ownRows);
}

/** As countFacets, among the team's own. */
export async function countOwn(db: ReadClient, query: FacetQuery): Promise<FacetCounts> {
  const { total, tallies } = await countRows(db, { ...query, among: ownRows });
  return {
    total,
    facets: new Map(
      query.facets.map((name) => [name, [...(tallies.get(name) ?? [])].map(([value, count]) => ({ value, count }))]),
    ),
  };
}

export function hasAnyOwn(db: ReadClient, conditions: Iterable<Prisma.Sql>): Promise<boolean> {
  return hasAny(db, conditions, ownRows);
}

export function findOwnHeadlines(
  db: ReadClient,
  which: { tenderIds: readonly string[]; search: string },
): Promise<Map<string, string>> {
  return findHeadlines(db, { ...which, table: Prisma.sql`tenders.team_tender` });
}
