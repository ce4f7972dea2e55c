import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { allOf, textQuery, type Conditions } from './search-conditions.repository.js';
import type { SearchPosition } from '../request/search-cursor.js';
import type { SearchOrder } from '../request/search-request.js';

/** What to fetch of a search's result. */
export interface PageRequest {
  conditions: Conditions;
  orderBy: Exclude<SearchOrder, 'RELEVANCE'>;
  after: SearchPosition | null;
  limit: number;
  /**
   * When the conditions leave over only what closes after a moment or states no closing time, that moment: a walk by
   * closing time can then begin there, which the database does not see by itself.
   */
  closesAfter?: Date | null;
}

interface Sort {
  column: Prisma.Sql;
  /** The column as text that keeps its exact value. */
  asText: Prisma.Sql;
  fromText: (value: string) => Prisma.Sql;
  isDescending: boolean;
}

const instants = (column: Prisma.Sql, isDescending: boolean): Sort => ({
  column,
  isDescending,
  asText: Prisma.sql`(extract(epoch from ${column}) * 1000000)::bigint::text`,
  fromText: (value) => Prisma.sql`to_timestamp(0) + ${value}::bigint * interval '1 microsecond'`,
});

const amounts = (isDescending: boolean): Sort => ({
  column: Prisma.sql`s.value_amount`,
  isDescending,
  asText: Prisma.sql`s.value_amount::text`,
  fromText: (value) => Prisma.sql`${value}::numeric`,
});

export const sorts: Record<PageRequest['orderBy'], Sort> = {
  CLOSING_ASC: instants(Prisma.sql`s.closing_at`, false),
  CLOSING_DESC: instants(Prisma.sql`s.closing_at`, true),
  PUBLISHED_ASC: instants(Prisma.sql`s.published_at`, false),
  PUBLISHED_DESC: instants(Prisma.sql`s.published_at`, true),
  VALUE_ASC: amounts(false),
  VALUE_DESC: amounts(true),
};

/**
 * A page in the order asked for; tenders that do not state the sorted value come last, whatever the direction. They
 * are fetched by a statement of their own, so that both parts can walk an index.
 */
export async function findPage(
  db: ReadClient,
  { conditions, orderBy, after, limit, closesAfter = null }: PageRequest,
): Promise<SearchPosition[]> {
  const sort = sorts[orderBy];
  const beginsAt = orderBy.startsWith('CLOSING') ? closesAfter : null;
  const stated = after?.value === null ? [] : await findStated(db, { conditions, sort, after, limit, beginsAt });
  if (stated.length >= limit) return stated;
  const afterId = after?.value === null ? after.tenderId : null;
  const where = [...conditions.values(), Prisma.sql`${sort.column} is null`];
  if (afterId !== null) where.push(Prisma.sql`s.tender_id > ${afterId}::uuid`);
  const unstated = await db.$queryRaw<{ tenderId: string }[]>`
    select s.tender_id as "tenderId" from tenders.tender_search s where ${allOf(where)}
    order by s.tender_id limit ${limit - stated.length}`;
  return [...stated, ...unstated.map(({ tenderId }) => ({ tenderId, value: null }))];
}

function findStated(
  db: ReadClient,
  {
    conditions,
    sort,
    after,
    limit,
    beginsAt,
  }: Pick<PageRequest, 'conditions' | 'after' | 'limit'> & { sort: Sort; beginsAt: Date | null },
): Promise<SearchPosition[]> {
  const where = [...conditions.values(), Prisma.sql`${sort.column} is not null`, ...isBeyond(sort, after)];
  if (beginsAt !== null) where.push(Prisma.sql`${sort.column} > ${beginsAt}`);
  return db.$queryRaw<SearchPosition[]>`
    select s.tender_id as "tenderId", ${sort.asText} as value from tenders.tender_search s where ${allOf(where)}
    ${orderOf(sort, limit)}`;
}

/** That a row lies behind a position that states its value; nothing without one. */
export function isBeyond({ column, fromText, isDescending }: Sort, after: SearchPosition | null): Prisma.Sql[] {
  if (after === null || after.value === null) return [];
  const side = isDescending ? Prisma.sql`<` : Prisma.sql`>`;
  return [Prisma.sql`(${column}, s.tender_id) ${side} (${fromText(after.value)}, ${after.tenderId}::uuid)`];
}

export function orderOf({ column, isDescending }: Sort, limit: number): Prisma.Sql {
  const direction = isDescending ? Prisma.sql`desc` : Prisma.sql`asc`;
  return Prisma.sql`order by ${column} ${direction}, s.tender_id ${direction} limit ${limit}`;
}

/** True when there is one among these rows. */
export async function hasAny(
  db: ReadClient,
  conditions: Iterable<Prisma.Sql>,
  among: Prisma.Sql = Prisma.sql`tenders.tender_search s`,
): Promise<boolean> {
  const rows = await db.$queryRaw<{ found: boolean }[]>`
    select exists (select 1 from ${among} where ${allOf(conditions)}) as found`;
  return rows[0]?.found === true;
}

/** True when the text has at least one word that can be searched for: "the" and "!!" have none. */
export async function hasSearchableWords(db: ReadClient, search: string): Promise<boolean> {
  const rows = await db.$queryRaw<{ found: boolean }[]>`select numnode(${textQuery(search)}) > 0 as found`;
  return rows[0]?.found === true;
}

/** Marks around hits: private characters, which no notice contains. */
export const hitStart = '\uE000';
export const hitEnd = '\uE001';

export async function findHeadlines(
  db: ReadClient,
  {
    tenderIds,
    search,
    table = Prisma.sql`tenders.tender`,
  }: { tenderIds: readonly string[]; search: string; table?: Prisma.Sql },
): Promise<Map<string, string>> {
  const options = `StartSel=${hitStart}, StopSel=${hitEnd}, MaxFragments=2, MaxWords=25, MinWords=10, FragmentDelimiter=" … "`;
  const rows = await db.$queryRaw<{ id: string; headline: string }[]>`
    select id, ts_headline('tenders.words', left(concat_ws(' — ', title, nullif(description, title), buyer_name), 20000), ${textQuery(search)}, ${options}) as headline
    from ${table} where id = any (${[...tenderIds]}::uuid[])`;
  return new Map(rows.map(({ id, headline }) => [id, headline]));
}
