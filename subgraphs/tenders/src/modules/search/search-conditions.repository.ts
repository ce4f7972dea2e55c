import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import type { TenderStatus } from '../../ocds/index.js';
import { cidbKeysOf, filterOf, spellQuery, type SearchFilter } from '../../search-index/index.js';
import type { SearchQuery } from './request/search-request.js';
import { languagesPresent } from './segments/languages-present.js';

/** A condition on rows named s, as `publicRows` are, by the argument it comes from. */
export type Conditions = Map<string, Prisma.Sql>;

/** The conditions of a search, each under the name by which a client knows it. */
export function conditionsOf({ search, filter, now }: Omit<SearchQuery, 'orderBy'>): Conditions {
  const conditions = search === undefined ? new Map<string, Prisma.Sql>() : textCondition(search);
  if (filter.ids !== undefined) conditions.set('ids', Prisma.sql`s.tender_id = any (${filter.ids}::uuid[])`);
  if (filter.provinces !== undefined) {
    // A national tender is for every province.
    conditions.set(
      'provinces',
      Prisma.sql`s.province = any (${[...new Set([...filter.provinces, 'NATIONAL'])]}::text[])`,
    );
  }
  const named = filterOf({ search, filter }).namedProvinces;
  if (named !== undefined) {
    // One that states no province was found by its words.
    conditions.set(
      'provinces',
      Prisma.sql`(s.province is null or s.province = any (${[...named, 'NATIONAL']}::text[]))`,
    );
  }
  if (filter.buyerIds !== undefined)
    conditions.set('buyerIds', Prisma.sql`s.buyer_id = any (${filter.buyerIds}::uuid[])`);
  if (filter.categories !== undefined)
    conditions.set('categories', Prisma.sql`s.category = any (${filter.categories}::text[])`);
  if (filter.procurementCategories !== undefined) {
    conditions.set(
      'procurementCategories',
      Prisma.sql`s.procurement_category = any (${lower(filter.procurementCategories)}::text[])`,
    );
  }
  if (filter.methods !== undefined)
    conditions.set('methods', Prisma.sql`s.method = any (${lower(filter.methods)}::text[])`);
  if (filter.statuses !== undefined) {
    const statuses = filter.statuses.map((status) => statusCondition(status, now));
    conditions.set('statuses', Prisma.sql`(${Prisma.join(statuses, ' or ')})`);
  }
  if (filter.value !== undefined) conditions.set('value', valueCondition(filter.value));
  if (filter.closing !== undefined)
    setWindow(conditions, 'closing', { column: Prisma.sql`s.closing_at`, window: filter.closing });
  if (filter.published !== undefined)
    setWindow(conditions, 'published', { column: Prisma.sql`s.published_at`, window: filter.published });
  if (filter.hasBriefing !== undefined)
    conditions.set('hasBriefing', Prisma.sql`s.has_briefing = ${filter.hasBriefing}`);
  if (filter.cidb !== undefined) conditions.set('cidb', cidbCondition(filter.cidb));
  return conditions;
}

/** The condition of a text alone. */
export function textCondition(search: string): Conditions {
  return new Map([['search', Prisma.sql`s.words @@ ${textQuery(search)}`]]);
}

/** All of them, or true when there are none. */
export function allOf(conditions: Iterable<Prisma.Sql>): Prisma.Sql {
  const list = [...conditions];
  return list.length === 0 ? Prisma.sql`true` : Prisma.join(list, ' and ');
}

/**
 * Public tenders under the names that conditions know. Words are in a table of their own: a statement that does not name
 * them does not read it.
 */
export const publicRows = Prisma.sql`(
  select search.*, text.words from tenders.tender_search search
  left join tenders.tender_words text on text.tender_id = search.tender_id) s`;

/** True when there is a row that meets them. */
export async function hasAny(
  db: ReadClient,
  conditions: Iterable<Prisma.Sql>,
  among: Prisma.Sql = publicRows,
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

function lower(names: readonly string[]): string[] {
  return names.map((name) => name.toLowerCase());
}

/**
 * The query of a search text, see `spellQuery`. No text is an error: what has no meaning is ignored.
 */
export function textQuery(text: string): Prisma.Sql {
  return Prisma.sql`to_tsquery('tenders.words', ${spellQuery(text, languagesPresent())}::text)`;
}

/**
 * The same, worked out once for a statement and not for every row, which a statement that is prepared would do. The
 * database then no longer sees how rare its words are: not for conditions that an index is chosen by.
 */
export function textQueryOnce(text: string): Prisma.Sql {
  return Prisma.sql`(select ${textQuery(text)})`;
}

/** How well the text of a row fits a search: six digits, so that equal ranks are equal. */
export function rankOf(search: string): Prisma.Sql {
  return Prisma.sql`floor(ts_rank_cd(s.words, ${textQueryOnce(search)}, 1)::float8 * 1000000 + 0.5) / 1000000`;
}

/** That a row `s`, of a tender or of what tenders are found by, has a status at a moment. */
export function statusCondition(status: TenderStatus, now: Date): Prisma.Sql {
  switch (status) {
    case 'OPEN':
      return Prisma.sql`((s.lifecycle = 'LIVE' and ${isBiddable(now)}) or (s.lifecycle = 'AWARDED' and ${isBeforeClosing(now)}))`;
    case 'PLANNED':
      return Prisma.sql`(s.lifecycle = 'PLANNED' or (s.lifecycle = 'LIVE' and s.opens_at > ${now} and (s.closing_at is null or s.closing_at > ${now})))`;
    case 'CLOSED':
      return Prisma.sql`(s.lifecycle = 'COMPLETE' or (s.lifecycle = 'LIVE' and s.closing_at <= ${now}))`;
    case 'AWARDED':
      return Prisma.sql`(s.lifecycle = 'AWARDED' and not ${isBeforeClosing(now)})`;
    case 'UNKNOWN':
      return Prisma.sql`(s.lifecycle = 'UNKNOWN' or (s.lifecycle = 'LIVE' and ${isSilent(now)}))`;
    case 'UNSUCCESSFUL':
    case 'CANCELLED':
      return Prisma.sql`s.lifecycle = ${status}`;
  }
}

// An award does not end bidding that is still open.
function isBeforeClosing(now: Date): Prisma.Sql {
  return Prisma.sql`(coalesce(s.closing_at > ${now} and (s.presumed_until is null or s.presumed_until > ${now}), false) and (s.opens_at is null or s.opens_at <= ${now}))`;
}

function isBiddable(now: Date): Prisma.Sql {
  return Prisma.sql`(s.opens_at is null or s.opens_at <= ${now})
    and (s.closing_at > ${now} or s.closing_at is null) and (s.presumed_until is null or s.presumed_until > ${now})`;
}

// Nothing was heard for too long of a tender that has not closed.
function isSilent(now: Date): Prisma.Sql {
  return Prisma.sql`s.presumed_until <= ${now} and (s.closing_at is null or s.closing_at > ${now}) and (s.opens_at is null or s.opens_at <= ${now})`;
}

function valueCondition({ min, max, currency, undisclosed }: NonNullable<SearchFilter['value']>): Prisma.Sql {
  const unknown = Prisma.sql`s.value_amount is null`;
  if (undisclosed === 'ONLY')
    return Prisma.sql`(${unknown} and coalesce(s.value_statement not in ('UNREADABLE', 'PLACEHOLDER'), true))`;
  const bounds = [Prisma.sql`s.value_amount is not null`, Prisma.sql`s.value_currency = ${currency}`];
  if (min !== undefined) bounds.push(Prisma.sql`s.value_amount >= ${min}::numeric`);
  if (max !== undefined) bounds.push(Prisma.sql`s.value_amount <= ${max}::numeric`);
  const known = Prisma.join(bounds, ' and ');
  return undisclosed === 'EXCLUDE' ? Prisma.sql`(${known})` : Prisma.sql`((${known}) or ${unknown})`;
}

function cidbCondition({ holds, unstated }: NonNullable<SearchFilter['cidb']>): Prisma.Sql {
  const enough = Prisma.sql`s.cidb && ${[...new Set(holds.flatMap(cidbKeysOf))]}::text[]`;
  return unstated === 'EXCLUDE' ? enough : Prisma.sql`(${enough} or s.cidb = '{}')`;
}

interface Window {
  column: Prisma.Sql;
  window: { from?: Date | undefined; before?: Date | undefined };
}

// An empty window asks only that the date is stated.
function setWindow(conditions: Conditions, name: string, { column, window: { from, before } }: Window): void {
  const parts = [Prisma.sql`${column} is not null`];
  if (from !== undefined) parts.push(Prisma.sql`${column} >= ${from}`);
  if (before !== undefined) parts.push(Prisma.sql`${column} < ${before}`);
  conditions.set(name, Prisma.join(parts, ' and '));
}
