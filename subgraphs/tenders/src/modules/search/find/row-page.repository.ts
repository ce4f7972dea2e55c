import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import type { SearchPosition } from '../request/search-cursor.js';
import { currencyOf, type SearchOrder, type SearchQuery } from '../request/search-request.js';
import { allOf, conditionsOf, publicRows, rankOf, statusCondition } from '../search-conditions.repository.js';

/** Which part of a result to fetch. */
export interface Page {
  readonly after: SearchPosition | null;
  readonly limit: number;
}

type SortedOrder = Exclude<SearchOrder, 'RELEVANCE' | 'STATUS_ASC'>;

/** A search whose result is ordered by a column. */
export type SortedQuery = SearchQuery & { readonly orderBy: SortedOrder };

/** True for a result that is ordered by one column. */
export function isSorted(query: SearchQuery): query is SortedQuery {
  return query.orderBy !== 'RELEVANCE' && query.orderBy !== 'STATUS_ASC';
}

interface Sort {
  column: Prisma.Sql;
  /** The columns of a row that it is made of. */
  parts: Prisma.Sql;
  /** The column as text that keeps its exact value. */
  asText: Prisma.Sql;
  fromText: (value: string) => Prisma.Sql;
  isDescending: boolean;
}

const instants = (column: Prisma.Sql, isDescending: boolean): Sort => ({
  column,
  parts: column,
  isDescending,
  asText: Prisma.sql`(extract(epoch from ${column}) * 1000000)::bigint::text`,
  fromText: (value) => Prisma.sql`to_timestamp(0) + ${value}::bigint * interval '1 microsecond'`,
});

// Amounts in several currencies cannot be compared: those in another one come last, as if they were not stated.
const amounts = (currency: string, isDescending: boolean): Sort => ({
  column: Prisma.sql`case when s.value_currency = ${currency} then s.value_amount end`,
  parts: Prisma.sql`s.value_amount, s.value_currency`,
  isDescending,
  asText: Prisma.sql`(case when s.value_currency = ${currency} then s.value_amount end)::text`,
  fromText: (value) => Prisma.sql`${value}::numeric`,
});

const sorts: Record<Exclude<SortedOrder, 'VALUE_ASC' | 'VALUE_DESC'>, Sort> = {
  CLOSING_AT_ASC: instants(Prisma.sql`s.closing_at`, false),
  CLOSING_AT_DESC: instants(Prisma.sql`s.closing_at`, true),
  PUBLISHED_AT_ASC: instants(Prisma.sql`s.published_at`, false),
  PUBLISHED_AT_DESC: instants(Prisma.sql`s.published_at`, true),
};

/** What a result is ordered by. */
export function sortOf({ orderBy, filter }: SortedQuery): Sort {
  return orderBy === 'VALUE_ASC' || orderBy === 'VALUE_DESC'
    ? amounts(currencyOf(filter), orderBy === 'VALUE_DESC')
    : sorts[orderBy];
}

/**
 * When a search leaves over only what closes after its moment or states no closing time, that moment: a walk by closing
 * time can then begin there, which the database does not see by itself.
 */
export function closesAfter({ filter, now }: SearchQuery): Date | null {
  return filter.statuses?.every((status) => status === 'OPEN') === true ? now : null;
}

/**
 * A page of public tenders in the order asked for; those that do not state the sorted value come last, whatever the
 * direction. They are fetched by a statement of their own, so that both parts can walk an index.
 */
export async function findSortedRows(
  db: ReadClient,
  query: SortedQuery,
  { after, limit }: Page,
): Promise<SearchPosition[]> {
  const sort = sortOf(query);
  const conditions = [...conditionsOf(query).values()];
  const stated = after?.value === null ? [] : await findStated(db, query, { after, limit });
  if (stated.length >= limit) return stated;
  const where = [...conditions, Prisma.sql`${sort.column} is null`];
  if (after?.value === null) where.push(Prisma.sql`s.tender_id > ${after.tenderId}::uuid`);
  const unstated = await db.$queryRaw<{ tenderId: string }[]>`
    select s.tender_id as "tenderId" from ${publicRows} where ${allOf(where)}
    order by s.tender_id limit ${limit - stated.length}`;
  return [...stated, ...unstated.map(({ tenderId }) => ({ tenderId, value: null }))];
}

function findStated(db: ReadClient, query: SortedQuery, { after, limit }: Page): Promise<SearchPosition[]> {
  const sort = sortOf(query);
  const where = [...conditionsOf(query).values(), Prisma.sql`${sort.column} is not null`, ...isBeyond(sort, after)];
  const beginsAt = query.orderBy.startsWith('CLOSING') ? closesAfter(query) : null;
  if (beginsAt !== null) where.push(Prisma.sql`${sort.column} > ${beginsAt}`);
  return db.$queryRaw<SearchPosition[]>`
    select s.tender_id as "tenderId", ${sort.asText} as value from ${publicRows} where ${allOf(where)}
    ${orderOf(sort, limit)}`;
}

/** That a row comes after a position that states its value; nothing without one. */
export function isBeyond({ column, fromText, isDescending }: Sort, after: SearchPosition | null): Prisma.Sql[] {
  if (after === null || after.value === null) return [];
  const side = isDescending ? Prisma.sql`<` : Prisma.sql`>`;
  return [Prisma.sql`(${column}, s.tender_id) ${side} (${fromText(after.value)}, ${after.tenderId}::uuid)`];
}

export function orderOf({ column, isDescending }: Sort, limit: number): Prisma.Sql {
  const direction = isDescending ? Prisma.sql`desc` : Prisma.sql`asc`;
  return Prisma.sql`order by ${column} ${direction}, s.tender_id ${direction} limit ${limit}`;
}

/** Newest hits that are weighed. */
export const rankedMax = 500;

/**
 * A page by relevance. Only the 500 newest hits are weighed: of a word that a third of all tenders contain, the
 * old ones are not what anyone looks for, and weighing them all would take seconds.
 */
export function findRelevantRows(
  db: ReadClient,
  query: SearchQuery,
  page: Page,
  among: Prisma.Sql = publicRows,
): Promise<SearchPosition[]> {
  return db.$queryRaw<SearchPosition[]>`
    with newest as materialized (
      select ${weighedColumns} from ${among} where ${allOf(conditionsOf(query).values())}
      order by s.published_at desc nulls last, s.tender_id desc limit ${rankedMax}
    )
    ${pageOfNewest(query, page, Prisma.sql`newest`)}`;
}

/** What is read of a row to weigh it. */
export const weighedColumns = Prisma.sql`s.tender_id, s.words, s.lifecycle, s.opens_at, s.closing_at, s.presumed_until`;

/**
 * Weighs rows of tender_search, whose `weighedColumns` are given, and answers a page of them. What can be bid for comes
 * before what fits as well and cannot.
 */
export function pageOfNewest({ search = '', now }: SearchQuery, { after, limit }: Page, rows: Prisma.Sql): Prisma.Sql {
  // Less than the last digit of a rank.
  const rank = Prisma.sql`(${rankOf(search)} + case when ${statusCondition('OPEN', now)} then 0.0000005 else 0 end)`;
  const beyond =
    after === null || after.value === null
      ? Prisma.sql`true`
      : Prisma.sql`(${rank}, s.tender_id) < (${after.value}::float8, ${after.tenderId}::uuid)`;
  const order = Prisma.sql`order by hits.rank desc, hits.tender_id desc`;
  // Cut before ranks become text: otherwise each row is weighed for its place and once more for its text.
  return Prisma.sql`
    select hits.tender_id as "tenderId", hits.rank::text as value
    from (
      select hits.* from (select s.tender_id, ${rank} as rank from ${rows} s where ${beyond}) hits
      ${order} limit ${limit}
    ) hits ${order}`;
}
