import { Prisma } from '@hub/prisma/client';
import type { ReadClient, TeamDatabase } from '@hub/runtime/database';
import { isHubError } from '@hub/runtime/errors';
import { presumedOpenDays, provinces } from '../../ocds/index.js';
import { countRows, type FacetRequest, type RowCounts } from './facets/facet-rows.repository.js';
import { findHeadlines, type Headlines } from './find/headlines.repository.js';
import { findOpenFirst } from './find/open-first.js';
import {
  findRelevantRows,
  isBeyond,
  isSorted,
  sortOf,
  type Page,
  type SortedQuery,
} from './find/row-page.repository.js';
import type { SearchPosition } from './request/search-cursor.js';
import type { SearchQuery } from './request/search-request.js';
import { allOf, conditionsOf, hasAny } from './search-conditions.repository.js';

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

// A source of a team spells provinces as it likes: "Kwazulu Natal", "KwaZulu-Natal Province".
const letters = Prisma.sql`replace(translate(upper(t.province), ' -_.''', ''), 'PROVINCE', '')`;
const spelt = provinces.map((name) => name.replaceAll('_', ''));
const province = Prisma.sql`(${[...provinces]}::text[])[array_position(${spelt}::text[], ${letters})]`;

// As ownPresumedUntil().
const presumedUntil = Prisma.sql`case when t.closing_at is null then t.last_seen_at + ${presumedOpenDays} * interval '1 day' end`;

/**
 * Tenders of the actor's team under the names that conditions know. Row-level security leaves out those of all others.
 * There are thousands of them and not millions, so they are read one by one.
 */
export const ownRows = Prisma.sql`(
  select t.id as tender_id, t.words, t.lifecycle, ${province} as province, t.category, null::uuid as buyer_id,
    lower(t.procurement_category) as procurement_category, lower(t.method) as method, t.value_amount, t.value_currency, null::text as value_statement,
    t.published_at, t.opens_at, t.closing_at, ${presumedUntil} as presumed_until, false as has_briefing, '{}'::text[] as cidb
  from tenders.team_tender t where not t.is_archived) s`;

/** A page among the team's own. */
export function findOwnPage(db: ReadClient, query: SearchQuery, page: Page): Promise<SearchPosition[]> {
  if (query.orderBy === 'STATUS_ASC')
    return findOpenFirst(query, page, (part, within) => findOwnSorted(db, part, within));
  return isSorted(query) ? findOwnSorted(db, query, page) : findRelevantRows(db, query, page, ownRows);
}

function findOwnSorted(db: ReadClient, query: SortedQuery, { after, limit }: Page): Promise<SearchPosition[]> {
  const sort = sortOf(query);
  const { column, asText, isDescending } = sort;
  const direction = isDescending ? Prisma.sql`desc` : Prisma.sql`asc`;
  const where = [...conditionsOf(query).values()];
  if (after !== null && after.value === null) {
    where.push(Prisma.sql`${column} is null and s.tender_id > ${after.tenderId}::uuid`);
  }
  for (const isAfter of isBeyond(sort, after)) where.push(Prisma.sql`(${column} is null or ${isAfter})`);
  return db.$queryRaw<SearchPosition[]>`
    select s.tender_id as "tenderId", ${asText} as value from ${ownRows} where ${allOf(where)}
    order by ${column} ${direction} nulls last, case when ${column} is not null then s.tender_id end ${direction}, s.tender_id
    limit ${limit}`;
}

/** Counts the team's own tenders. */
export function countOwn(db: ReadClient, query: SearchQuery, request: FacetRequest): Promise<RowCounts> {
  return countRows(db, query, { ...request, among: ownRows });
}

export function hasAnyOwn(db: ReadClient, conditions: Iterable<Prisma.Sql>): Promise<boolean> {
  return hasAny(db, conditions, ownRows);
}

export function findOwnHeadlines(
  db: ReadClient,
  which: { tenderIds: readonly string[]; search: string },
): Promise<Map<string, Headlines>> {
  return findHeadlines(db, { ...which, table: Prisma.sql`tenders.team_tender` });
}
