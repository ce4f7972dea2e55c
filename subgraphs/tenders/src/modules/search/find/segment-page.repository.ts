import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { allOf } from './search-conditions.repository.js';
import type { SearchPosition } from '../request/search-cursor.js';
import { isBeyond, orderOf, sorts, type PageRequest } from './search.repository.js';
import { pageOfNewest, rankedMax, type RelevanceRequest } from './relevance.repository.js';
import {
  type NumberColumn,
  type PackedBlock,
  packedFilterOf,
  type PackedFilter,
  pickedMax,
  pickRows,
  type Picked,
  isExact,
  type SearchFilter,
} from '../../../search-index/index.js';
import {
  findPackedSearch,
  isOneOf,
  readState,
  stateNow,
  type PackedSearch,
} from '../segments/segment-view.repository.js';

/** What the conditions of a page say, as packed columns understand it. */
export interface Asked {
  readonly search: string | undefined;
  readonly filter: SearchFilter;
  /** The moment at which statuses are decided. */
  readonly now: Date;
}

/** Rows that were found, unless there are others meanwhile. */
type Found = SearchPosition[] | 'changed' | null;

const triesMax = 3;

/**
 * A page by relevance out of packed blocks; null when they cannot answer the search and rows have to be searched.
 * The database weighs the rows that were found, and in the same snapshot looks at all that have changed since packing.
 */
export function findPackedRelevant(
  db: ReadClient,
  request: RelevanceRequest & { asked: Asked },
): Promise<SearchPosition[] | null> {
  return untilUnchanged(db, request.asked, async (search, filter) => {
    for (let count = rankedMax; ; count *= growth) {
      const picked = await pickRows(search.view, {
        tree: search.tree,
        filter,
        columnOf: ({ published }) => published,
        isDescending: true,
        unstated: 'last',
        count,
      });
      if (picked === null) return null;
      const page = await fetchNewest(db, request, { search, picked });
      if (page === 'changed' || page.hits >= rankedMax || !picked.isCut) return page === 'changed' ? page : page.rows;
      // Of rows that only may have a phrase too few had it: the next time more are looked at.
      if (count * growth > pickedMax) return null;
    }
  });
}

const growth = 3;

/** A page in an order other than relevance; null as above, and where walking along an index is the shorter way. */
export function findPackedPage(
  db: ReadClient,
  request: PageRequest & { asked: Asked },
): Promise<SearchPosition[] | null> {
  const { asked, after, limit } = request;
  return untilUnchanged(db, asked, async (search, filter) => {
    const stated = after?.value === null ? [] : await findStated(db, request, { search, filter });
    if (stated === null || stated === 'changed' || stated.length >= limit) return stated;
    const unstated = await findUnstated(db, request, { search, filter, limit: limit - stated.length });
    return unstated === null || unstated === 'changed' ? unstated : [...stated, ...unstated];
  });
}

async function untilUnchanged(
  db: ReadClient,
  asked: Asked,
  find: (search: PackedSearch, filter: PackedFilter) => Promise<Found>,
): Promise<SearchPosition[] | null> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const search = await findPackedSearch(db, asked.search, { isProved: tries === 0 });
    if (search === null) return null;
    const found = await find(search, filterOf(asked, search));
    if (found !== 'changed') return found;
  }
  return null;
}

function filterOf({ filter, now }: Asked, { view, tree }: PackedSearch): PackedFilter {
  const { dictionaries } = view;
  return packedFilterOf(filter, { dictionaries, nowMs: now.getTime(), hasText: tree !== null });
}

interface Candidates {
  search: PackedSearch;
  picked: Picked;
}

async function fetchNewest(
  db: ReadClient,
  request: RelevanceRequest & { asked: Asked },
  candidates: Candidates,
): Promise<{ rows: SearchPosition[]; hits: number } | 'changed'> {
  const { search, picked } = candidates;
  const newest = Prisma.sql`order by s.published_at desc nulls last, s.tender_id desc limit ${rankedMax}`;
  const found = rowsAmong(candidates, request, {
    columns: Prisma.sql`s.tender_id, s.words, s.published_at`,
    order: newest,
  });
  // Mostly they are just the rows to weigh, and need not be put in order first.
  if (isCertain(search, request.asked) && search.view.others === null && picked.docs.length <= rankedMax) {
    const rows = await fetchProved(db, search, pageOfNewest(request, Prisma.sql`(${found})`));
    return rows === 'changed' ? rows : { rows, hits: picked.docs.length };
  }
  // Rows beside packed blocks may lie behind the last one picked, and between them some that were not picked.
  const isAmong = picked.isCut
    ? Prisma.sql`(extract(epoch from published_at) * 1000000)::float8 >= ${picked.last}::float8`
    : Prisma.sql`true`;
  const rows = await fetchProved(
    db,
    search,
    Prisma.sql`
      with newest as materialized (select s.* from (${found}) s ${newest})
      (${pageOfNewest(request, Prisma.sql`newest`)}) union all select null, (select count(*) from newest where ${isAmong})::text`,
  );
  if (rows === 'changed') return rows;
  const hits = Number(rows.find(({ tenderId }) => tenderId === null)?.value ?? 0);
  return { rows: rows.filter(({ tenderId }) => tenderId !== null), hits };
}

/** Rows, if they were read in the state in which the search was made. */
async function fetchProved(
  db: ReadClient,
  { view }: PackedSearch,
  rows: Prisma.Sql,
): Promise<SearchPosition[] | 'changed'> {
  const found = await db.$queryRaw<(SearchPosition & { state: string })[]>`
    select page.*, ${stateNow} as state from (${rows}) page`;
  const state = found.length === 0 ? await readState(db) : found[0]?.state;
  return state === view.state ? found.map(({ tenderId, value }) => ({ tenderId, value })) : 'changed';
}

interface Wanted {
  search: PackedSearch;
  filter: PackedFilter;
}

async function findStated(
  db: ReadClient,
  request: PageRequest & { asked: Asked },
  { search, filter }: Wanted,
): Promise<Found> {
  const { orderBy, after, limit, closesAfter = null } = request;
  const sort = sorts[orderBy];
  const beginsAt = orderBy === 'CLOSING_ASC' && closesAfter !== null ? closesAfter.getTime() * 1_000 : undefined;
  const picked = await pickRows(search.view, {
    tree: search.tree,
    filter,
    columnOf: columns[orderBy],
    isDescending: sort.isDescending,
    unstated: 'never',
    from: after?.value == null ? beginsAt : Number(after.value),
    count: limit,
  });
  if (picked === null) return null;
  const order = orderOf(sort, limit);
  const found = await fetchOrdered(db, request, {
    search,
    picked,
    order,
    value: sort.asText,
    extra: [Prisma.sql`${sort.column} is not null`, ...isBeyond(sort, after)],
  });
  if (found === 'changed' || !picked.isCut) return found;
  // Some of those picked did not have the phrase, or only a rounded amount: others that were not picked may come before
  // the last one found.
  const last = Number(found[limit - 1]?.value ?? Number.NaN);
  return (sort.isDescending ? last >= picked.last : last <= picked.last) ? found : null;
}

async function findUnstated(
  db: ReadClient,
  request: PageRequest & { asked: Asked },
  { search, filter, limit }: Wanted & { limit: number },
): Promise<Found> {
  const { orderBy, after } = request;
  const picked = await pickRows(search.view, {
    tree: search.tree,
    filter,
    columnOf: columns[orderBy],
    isDescending: false,
    unstated: 'only',
    count: Number.POSITIVE_INFINITY,
  });
  if (picked === null) return null;
  const afterId = after?.value === null ? after.tenderId : null;
  const { column } = sorts[orderBy];
  return fetchOrdered(db, request, {
    search,
    picked,
    order: Prisma.sql`order by s.tender_id limit ${limit}`,
    value: Prisma.sql`null::text`,
    extra: [Prisma.sql`${column} is null`, ...(afterId === null ? [] : [Prisma.sql`s.tender_id > ${afterId}::uuid`])],
  });
}

const columns: Record<PageRequest['orderBy'], (block: PackedBlock) => NumberColumn> = {
  CLOSING_ASC: ({ closing }) => closing,
  CLOSING_DESC: ({ closing }) => closing,
  PUBLISHED_ASC: ({ published }) => published,
  PUBLISHED_DESC: ({ published }) => published,
  VALUE_ASC: ({ amounts }) => amounts,
  VALUE_DESC: ({ amounts }) => amounts,
};

async function fetchOrdered(
  db: ReadClient,
  request: PageRequest & { asked: Asked },
  { order, value, extra, ...candidates }: Candidates & { order: Prisma.Sql; value: Prisma.Sql; extra: Prisma.Sql[] },
): Promise<SearchPosition[] | 'changed'> {
  const { column } = sorts[request.orderBy];
  // Under the names that the order and the value are written with.
  const name = Prisma.raw(column.sql.replace('s.', ''));
  const found = rowsAmong(candidates, request, {
    columns: Prisma.sql`s.tender_id, ${column} as ${name}`,
    order,
    extra,
  });
  return fetchProved(
    db,
    candidates.search,
    Prisma.sql`select s.tender_id as "tenderId", ${value} as value from (${found}) s ${order}`,
  );
}

/** The rows that were picked, and the first of those that are not in packed blocks. */
function rowsAmong(
  { search: { view, tree }, picked }: Candidates,
  { conditions, asked }: Pick<PageRequest, 'conditions'> & { asked: Asked },
  { columns: list, order, extra = [] }: { columns: Prisma.Sql; order: Prisma.Sql; extra?: Prisma.Sql[] },
): Prisma.Sql {
  const uncertain = isCertain({ view, tree }, asked)
    ? []
    : [...conditions].filter(([name]) => name === 'search' || name === 'value').map(([, condition]) => condition);
  const rows = (where: readonly Prisma.Sql[]): Prisma.Sql =>
    Prisma.sql`select ${list} from tenders.tender_search s where ${allOf([...where, ...extra])}`;
  const packed = rows([isOneOf(picked.docs), ...uncertain]);
  if (view.others === null) return packed;
  return Prisma.sql`${packed} union all (${rows([view.others, ...conditions.values()])} ${order})`;
}

/** False for what has to be looked at again: phrases, and amounts to the last of many digits. */
function isCertain({ tree }: PackedSearch, { filter }: Asked): boolean {
  return filter.value === undefined && (tree === null || isExact(tree));
}
