import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import {
  amountsIn,
  filterOf,
  isExact,
  segmentFilterOf,
  selectedMax,
  selectRows,
  type NumberColumn,
  type Segment,
  type SelectedRows,
  type Selection,
} from '../../../search-index/index.js';
import type { SearchPosition } from '../request/search-cursor.js';
import { currencyOf, type SearchQuery } from '../request/search-request.js';
import { allOf, conditionsOf, publicRows } from '../search-conditions.repository.js';
import { isOneOf } from '../segments/segment-rows.repository.js';
import { openSegmentSearch, readCurrent, type SegmentSearch } from '../segments/segment-view.repository.js';
import {
  closesAfter,
  isBeyond,
  orderOf,
  pageOfNewest,
  rankedMax,
  sortOf,
  weighedColumns,
  type Page,
  type SortedQuery,
} from './row-page.repository.js';

/** Rows that were found, unless there are others meanwhile. */
type Found = SearchPosition[] | 'changed' | null;

/** A search, and the segments that it is looked for in. */
interface Run<Query extends SearchQuery> {
  readonly db: ReadClient;
  readonly query: Query;
  readonly search: SegmentSearch;
}

const triesMax = 3;
const growth = 3;

/**
 * A page by relevance out of segments; null when they cannot answer the search and rows have to be searched. The
 * database weighs the rows that were found, and in the same snapshot looks at all that have changed since packing.
 */
export function findRelevantInSegments(
  db: ReadClient,
  query: SearchQuery,
  page: Page,
): Promise<SearchPosition[] | null> {
  return untilUnchanged(db, query, async (run) => {
    for (let count = rankedMax; ; count *= growth) {
      const order = { columnOf: publishedOf, isDescending: true, unstated: 'last' } as const;
      const selected = await select(run, { ...order, count });
      if (selected === null) return null;
      const newest = await fetchNewest(run, page, selected);
      if (newest === 'changed') return newest;
      if (newest.hits >= rankedMax || !selected.isCut) return newest.rows;
      // Of rows that only may have a phrase too few had it: the next time more are looked at.
      if (count * growth > selectedMax) return null;
    }
  });
}

/** A page in an order other than relevance; null as above, and where walking along an index is the shorter way. */
export function findSortedInSegments(
  db: ReadClient,
  query: SortedQuery,
  { after, limit }: Page,
): Promise<SearchPosition[] | null> {
  return untilUnchanged(db, query, async (run) => {
    const stated = after?.value === null ? [] : await findStated(run, { after, limit });
    if (stated === null || stated === 'changed' || stated.length >= limit) return stated;
    const unstated = await findUnstated(run, { after, limit: limit - stated.length });
    return unstated === null || unstated === 'changed' ? unstated : [...stated, ...unstated];
  });
}

async function untilUnchanged<Query extends SearchQuery>(
  db: ReadClient,
  query: Query,
  find: (run: Run<Query>) => Promise<Found>,
): Promise<SearchPosition[] | null> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const search = await openSegmentSearch(db, query, { isProved: tries === 0 });
    const found = search && (await find({ db, query, search }));
    if (found !== 'changed') return found;
  }
  return null;
}

function select(
  { query, search: { view, text } }: Run<SearchQuery>,
  order: Omit<Selection, 'text' | 'filter'>,
): Promise<SelectedRows | null> {
  const { dictionaries } = view;
  const moment = { dictionaries, nowMs: query.now.getTime(), hasText: text !== null };
  const segmentFilter = segmentFilterOf(filterOf(query), moment);
  return selectRows(view, { text, filter: segmentFilter, ...order });
}

async function fetchNewest(
  run: Run<SearchQuery>,
  page: Page,
  selected: SelectedRows,
): Promise<{ rows: SearchPosition[]; hits: number } | 'changed'> {
  const { db, query, search } = run;
  const order = Prisma.sql`order by s.published_at desc nulls last, s.tender_id desc limit ${rankedMax}`;
  const found = rowsAmong(run, selected, { columns: Prisma.sql`${weighedColumns}, s.published_at`, order });
  // Mostly they are just the rows to weigh, and need not be put in order first.
  if (uncertainOf(run).length === 0 && search.view.others === null && selected.docs.length <= rankedMax) {
    const rows = await readCurrent(db, search.view, pageOfNewest(query, page, Prisma.sql`(${found})`));
    return rows === null ? 'changed' : { rows, hits: selected.docs.length };
  }
  // Rows that are in no segment may come after the last one selected, and between them some that were not selected.
  const isAmong = selected.isCut
    ? Prisma.sql`(extract(epoch from published_at) * 1000000)::float8 >= ${selected.last}::float8`
    : Prisma.sql`true`;
  const weighed = Prisma.sql`
    with newest as materialized (select s.* from (${found}) s ${order})
    (${pageOfNewest(query, page, Prisma.sql`newest`)}) union all select null, (select count(*) from newest where ${isAmong})::text`;
  const rows = await readCurrent(db, search.view, weighed);
  if (rows === null) return 'changed';
  const hits = Number(rows.find(({ tenderId }) => tenderId === null)?.value ?? 0);
  return { rows: rows.filter(({ tenderId }) => tenderId !== null), hits };
}

async function findStated(run: Run<SortedQuery>, { after, limit }: Page): Promise<Found> {
  const { orderBy } = run.query;
  const sort = sortOf(run.query);
  const closes = orderBy === 'CLOSING_AT_ASC' ? closesAfter(run.query) : null;
  const beginsAt = closes === null ? undefined : closes.getTime() * 1_000;
  const selected = await select(run, {
    columnOf: columnOf(run),
    isDescending: sort.isDescending,
    unstated: 'never',
    from: after === null || after.value === null ? beginsAt : Number(after.value),
    count: limit,
  });
  if (selected === null) return null;
  const extra = [Prisma.sql`${sort.column} is not null`, ...isBeyond(sort, after)];
  const found = await fetchSorted(run, selected, { order: orderOf(sort, limit), value: sort.asText, extra });
  if (found === 'changed' || !selected.isCut) return found;
  // Some of those selected did not have the phrase, or only a rounded amount: others that were not selected may come
  // before the last one found.
  const last = Number(found[limit - 1]?.value ?? Number.NaN);
  return (sort.isDescending ? last >= selected.last : last <= selected.last) ? found : null;
}

async function findUnstated(run: Run<SortedQuery>, { after, limit }: Page): Promise<Found> {
  const order = { columnOf: columnOf(run), isDescending: false, unstated: 'only' } as const;
  const selected = await select(run, { ...order, count: Number.POSITIVE_INFINITY });
  if (selected === null) return null;
  const extra = [Prisma.sql`${sortOf(run.query).column} is null`];
  if (after?.value === null) extra.push(Prisma.sql`s.tender_id > ${after.tenderId}::uuid`);
  const byId = Prisma.sql`order by s.tender_id limit ${limit}`;
  return fetchSorted(run, selected, { order: byId, value: Prisma.sql`null::text`, extra });
}

const publishedOf = ({ published }: Segment): NumberColumn => published;

function columnOf({ query, search }: Run<SortedQuery>): (segment: Segment) => NumberColumn {
  if (query.orderBy.startsWith('CLOSING')) return ({ closing }) => closing;
  if (query.orderBy.startsWith('PUBLISHED')) return publishedOf;
  const currency = currencyOf(query.filter);
  return (segment) => amountsIn(currency, segment, search.view.dictionaries);
}

async function fetchSorted(
  run: Run<SortedQuery>,
  selected: SelectedRows,
  { order, value, extra }: { order: Prisma.Sql; value: Prisma.Sql; extra: Prisma.Sql[] },
): Promise<SearchPosition[] | 'changed'> {
  const { parts } = sortOf(run.query);
  const found = rowsAmong(run, selected, { columns: Prisma.sql`s.tender_id, ${parts}`, order, extra });
  const page = Prisma.sql`select s.tender_id as "tenderId", ${value} as value from (${found}) s ${order}`;
  return (await readCurrent(run.db, run.search.view, page)) ?? 'changed';
}

/** The rows that were selected, and the first of those that are in no segment. */
function rowsAmong(
  run: Run<SearchQuery>,
  { docs }: SelectedRows,
  { columns, order, extra = [] }: { columns: Prisma.Sql; order: Prisma.Sql; extra?: Prisma.Sql[] },
): Prisma.Sql {
  const conditions = conditionsOf(run.query);
  const uncertain = uncertainOf(run).flatMap((name) => conditions.get(name) ?? []);
  const rows = (where: readonly Prisma.Sql[]): Prisma.Sql =>
    Prisma.sql`select ${columns} from ${publicRows} where ${allOf([...where, ...extra])}`;
  const packed = rows([isOneOf(docs), ...uncertain]);
  const { others } = run.search.view;
  if (others === null) return packed;
  return Prisma.sql`${packed} union all (${rows([others, ...conditions.values()])} ${order})`;
}

/** Conditions that rows have to be looked at again for: phrases, and amounts to the last of many digits. */
function uncertainOf({ query: { filter }, search: { text } }: Run<SearchQuery>): ('search' | 'value')[] {
  return [
    ...(text === null || isExact(text) ? [] : (['search'] as const)),
    ...(filter.value === undefined ? [] : (['value'] as const)),
  ];
}
