import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { findPublishedWeeks, publishedWeek, type PublishedWeeks } from './published-weeks.repository.js';
import { allOf, rankOf, type Conditions } from './search-conditions.js';
import type { SearchPosition } from './search-cursor.js';
import { findQueryText } from './search.repository.js';

/** What to fetch of a search's result by relevance. */
export interface RelevanceRequest {
  conditions: Conditions;
  search: string;
  after: SearchPosition | null;
  limit: number;
  /** As in a PageRequest. */
  closesAfter?: Date | null;
}

/** Newest hits that are weighed. */
export const rankedMax = 500;

/**
 * A page by relevance. Only the 500 newest hits are weighed: of a word that a third of all tenders contain, the
 * old ones are not what anyone looks for, and weighing them all would take seconds.
 *
 * The newest are looked for in the newest hundredth of all tenders first. How many hits are there says how far back to
 * look next, so a common word costs no more than a rare one. The word index knows the week of publishing as well.
 */
export async function findRelevant(db: ReadClient, request: RelevanceRequest): Promise<SearchPosition[]> {
  const weeks = await findPublishedWeeks(db);
  const [recent] = weeks;
  if (recent !== undefined) {
    const isByRow = await beginsCommonWords(db, request.search);
    const newest = isByRow ? rowByRow(sinceWeek(recent)) : stretchOf(Prisma.sql`${publishedWeek} >= ${recent}::int4`);
    const first = await weighNewest(db, request, { stretches: [newest], hitsMin: rankedMax });
    if (first.hits >= rankedMax) return first.page;
    const further = isByRow ? rowsBefore(weeks, first.hits) : weeksBefore(weeks, first.hits);
    if (further !== null) {
      const second = await weighNewest(db, request, { stretches: [newest, further], hitsMin: rankedMax });
      if (second.hits >= rankedMax) return second.page;
    }
  }
  return (await weighNewest(db, request, { stretches: [everywhere(request)], hitsMin: 0 })).page;
}

// Below so many hits in the newest hundredth there are so few in all that looking everywhere is cheaper.
const fewHits = 50;
// The index is asked for each week by itself.
const weeksMax = 110;
// More hits than are needed are looked for, since they are not spread evenly.
const reserve = 1.5;

// Reading rows costs more than asking the index.
const hundredthsByRowMax = 2;

/** Some of the rows, under the name s; what they must meet goes behind it. */
type Stretch = Prisma.Sql;

function stretchOf(where: Prisma.Sql): Stretch {
  return Prisma.sql`tenders.tender_search s where ${where} and`;
}

/**
 * Rows that meet a condition, read one by one to see what else they meet. To look up a beginning of words in the index,
 * all rows with any such word have to be collected, however few are then wanted.
 */
function rowByRow(where: Prisma.Sql): Stretch {
  return Prisma.sql`(select s.*, s.ctid from tenders.tender_search s where ${where} offset 0) s where`;
}

function sinceWeek(week: number): Prisma.Sql {
  return Prisma.sql`s.published_at >= to_timestamp(${week}::float8 * 604800)`;
}

/** Weeks before the newest hundredth that should hold enough, if hits are as dense there; null to look everywhere. */
function weeksBefore(weeks: PublishedWeeks, hits: number): Stretch | null {
  const [recent] = weeks;
  const oldest = weeks[hundredthsFor(hits)];
  if (hits < fewHits || recent === undefined || oldest === undefined || recent - oldest > weeksMax) return null;
  const asked = Array.from({ length: recent - oldest }, (_, index) => oldest + index);
  return stretchOf(Prisma.sql`${publishedWeek} = any (${asked}::int4[])`);
}

function rowsBefore(weeks: PublishedWeeks, hits: number): Stretch | null {
  const [recent] = weeks;
  const hundredths = hundredthsFor(hits);
  const oldest = weeks[hundredths];
  if (recent === undefined || oldest === undefined || hundredths > hundredthsByRowMax) return null;
  return rowByRow(Prisma.sql`${sinceWeek(oldest)} and not (${sinceWeek(recent)})`);
}

function hundredthsFor(hits: number): number {
  return Math.ceil((reserve * rankedMax) / Math.max(hits, 1));
}

// What is open in one place or line of business is so little that it is better read than put together with all rows
// that have a word.
function everywhere({ conditions, closesAfter = null }: RelevanceRequest): Stretch {
  const isLittle = closesAfter !== null && ['categories', 'buyerIds', 'provinces'].some((name) => conditions.has(name));
  if (!isLittle) return stretchOf(Prisma.sql`true`);
  return rowByRow(allOf([...conditions].filter(([name]) => name !== 'search').map(([, condition]) => condition)));
}

/** True for a text with the beginning of words of which one alone is in at least a hundredth of some tenders. */
async function beginsCommonWords(db: ReadClient, search: string): Promise<boolean> {
  if (!search.includes('*')) return false;
  const query = await findQueryText(db, search);
  const beginnings = [...query.matchAll(/'((?:[^']|'')+)':\*/gu)].map(([, text = '']) => text.replaceAll("''", "'"));
  const rows = await db.$queryRaw<{ found: boolean }[]>`
    select exists (
      select from unnest(${beginnings}::text[]) as b(text), tenders.search_block_word w
      where w.word >= b.text and w.word < b.text || chr(1114111)
    ) as found`;
  return rows[0]?.found === true;
}

interface Weighed {
  page: SearchPosition[];
  /** How many hits there are in these stretches, at most as many as are weighed. */
  hits: number;
}

/** Weighs the newest hits in stretches that do not overlap; none when there are less hits than asked for. */
async function weighNewest(
  db: ReadClient,
  { conditions, search, after, limit }: RelevanceRequest,
  { stretches, hitsMin }: { stretches: readonly Stretch[]; hitsMin: number },
): Promise<Weighed> {
  const where = allOf(conditions.values());
  const found = stretches.map(
    (stretch) => Prisma.sql`(
      select s.ctid as place, s.tender_id, s.published_at from ${stretch} ${where}
      order by s.published_at desc nulls last, s.tender_id desc limit ${rankedMax})`,
  );
  const beyond =
    after === null || after.value === null
      ? Prisma.sql`true`
      : Prisma.sql`(hits.rank < ${after.value}::float8 or (hits.rank = ${after.value}::float8 and hits.tender_id < ${after.tenderId}::uuid))`;
  const rows = await db.$queryRaw<{ tenderId: string | null; value: string }[]>`
    with newest as materialized (
      select * from (${Prisma.join(found, ' union all ')}) found
      order by published_at desc nulls last, tender_id desc limit ${rankedMax}
    ), hits as (
      select s.tender_id, ${rankOf(search)} as rank from newest join tenders.tender_search s on s.ctid = newest.place
      where (select count(*) from newest) >= ${hitsMin}
    )
    (select hits.tender_id as "tenderId", hits.rank::text as value from hits where ${beyond}
     order by hits.rank desc, hits.tender_id desc limit ${limit})
    union all select null, count(*)::text from newest`;
  const page = rows.flatMap(({ tenderId, value }) => (tenderId === null ? [] : [{ tenderId, value }]));
  return { page, hits: Number(rows.find(({ tenderId }) => tenderId === null)?.value ?? 0) };
}
