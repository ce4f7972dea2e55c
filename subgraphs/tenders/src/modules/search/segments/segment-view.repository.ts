import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { textQuery } from '../find/search-conditions.repository.js';
import {
  clearBit,
  type Bits,
  blockRows,
  type PackedBlock,
  readTextTree,
  type SegmentView,
  type TextTree,
} from '../../../search-index/index.js';
import { packedStoreOf } from './segment-store.repository.js';

/** All rows of tender_search at one moment: those found in packed blocks, and the others. */
export interface PackedView extends SegmentView {
  /** The condition of rows `s` that are not in these blocks and have to be asked for; null when there are none. */
  readonly others: Prisma.Sql | null;
  /** Tells this moment from any other: see stateNow. */
  readonly state: string;
}

/** What a text means, and what it can be looked for in. */
export interface PackedSearch {
  view: PackedView;
  /** Null without a text. */
  tree: TextTree | null;
}

// In a block with more changed rows all are asked for: the index finds them together.
const changedRowsMax = 64;

/** What of the database `stateNow` is at this moment. */
export async function readState(db: ReadClient): Promise<string | undefined> {
  const [row] = await db.$queryRaw<{ state: string }[]>`select ${stateNow} as state`;
  return row?.state;
}

/**
 * Text that differs whenever rows of tender_search, or what is packed of them, have changed. Read with the rows that
 * were found in memory, it proves that they are still all there is.
 */
export const stateNow = Prisma.sql`(
  (select count(*) || ':' || coalesce(sum(revision), 0) from tenders.search_block)
  || '/' || (select count(*) || ':' || coalesce(sum(id), 0) from tenders.search_change))`;

/**
 * What a text means and where to look for it; null when so little is packed, or the text is of such a kind, that rows
 * have to be searched.
 *
 * @param options.isProved - true when what is found will be read together with the state: then the view of an earlier
 * search will do, and is asked for again only when it has changed.
 */
export async function findPackedSearch(
  db: ReadClient,
  search: string | undefined,
  { isProved }: { isProved: boolean },
): Promise<PackedSearch | null> {
  const trees = treesOf(db);
  const known = { view: views.get(db), tree: search === undefined ? null : trees.get(search) };
  if (isProved && known.view !== undefined && known.tree !== undefined) return { view: known.view, tree: known.tree };
  const query = search === undefined || known.tree !== undefined ? noQuery : Prisma.sql`${textQuery(search)}::text`;
  const now = known.view === undefined ? await readView(db, query) : await readUnlessSame(db, known.view, query);
  const tree = known.tree === undefined ? readTextTree(now.query) : known.tree;
  if (search !== undefined) {
    if (tree === null) return null;
    trees.set(search, tree);
    for (const oldest of trees.keys()) {
      if (trees.size <= treesMax) break;
      trees.delete(oldest);
    }
  }
  return now.view && { view: now.view, tree };
}

/** Reads packed blocks into memory, as the first search would. */
export async function readPackedSearch(db: ReadClient): Promise<void> {
  await readView(db, noQuery);
}

const noQuery = Prisma.sql`''`;

// Of each database the view of the last search that had all blocks in memory.
const views = new WeakMap<ReadClient, PackedView>();

// What the database makes of a text never changes, so the last ones are kept.
const treesMax = 5_000;
const treesOfAll = new WeakMap<ReadClient, Map<string, TextTree>>();

function treesOf(db: ReadClient): Map<string, TextTree> {
  const known = treesOfAll.get(db) ?? new Map<string, TextTree>();
  treesOfAll.set(db, known);
  return known;
}

/** A view, null when rows have to be searched, and what was read beside it. */
interface ViewRead {
  view: PackedView | null;
  query: string;
}

async function readUnlessSame(db: ReadClient, known: PackedView, query: Prisma.Sql): Promise<ViewRead> {
  const [now] = await db.$queryRaw<{ state: string; query: string }[]>`select ${stateNow} as state, ${query} as query`;
  const view = now?.state === known.state ? known : (await readView(db, noQuery)).view;
  return { view, query: now?.query ?? '' };
}

async function readView(db: ReadClient, query: Prisma.Sql): Promise<ViewRead> {
  const [row] = await db.$queryRaw<StateRow[]>`
    with changed as materialized (
      select c.block, bool_and(b.block is not null) and sum(cardinality(c.places)) <= ${changedRowsMax} as is_little
      from tenders.search_change c left join tenders.search_block b using (block) group by c.block
    ), packed as materialized (
      select b.block, b.revision from tenders.search_block b
      where not exists (select from changed where changed.block = b.block and not is_little)
    )
    select ${stateNow} as state, ${query} as query,
      array(select block from changed where not is_little) as "wholeBlocks",
      array(
        select distinct c.block * ${blockRows}::float8 + place
        from tenders.search_change c join changed using (block), unnest(c.places) as p(place) where is_little
      ) as "changedRows",
      array(select block from packed order by block) as blocks,
      array(select revision::text from packed order by block) as revisions`;
  return { view: row === undefined || row.blocks.length === 0 ? null : await viewOf(db, row), query: row?.query ?? '' };
}

async function viewOf(db: ReadClient, row: StateRow): Promise<PackedView | null> {
  const store = packedStoreOf(db);
  const blocks = await store.load(db, row.revisions);
  const inMemory = row.revisions.flatMap((revision) => blocks.get(revision) ?? []);
  const unread = row.blocks.filter((_, index) => !blocks.has(row.revisions[index] ?? ''));
  const wholeBlocks = [...row.wholeBlocks, ...unread];
  // Then most of the work would be done by rows anyway.
  if (wholeBlocks.length >= inMemory.length) return null;
  const masked = maskedRows(inMemory, row.changedRows);
  const view: PackedView = {
    blocks: inMemory,
    dictionaries: store.dictionaries,
    rowsOf: (block) => masked.get(block) ?? block.rows,
    others: othersOf(wholeBlocks, row.changedRows),
    state: row.state,
  };
  if (unread.length === 0) views.set(db, view);
  return view;
}

interface StateRow {
  state: string;
  query: string;
  wholeBlocks: number[];
  changedRows: number[];
  blocks: number[];
  revisions: string[];
}

/** The rows of blocks without those that have changed, for blocks that have such. */
function maskedRows(blocks: readonly PackedBlock[], changedRows: readonly number[]): Map<PackedBlock, Bits> {
  const changed = Map.groupBy(changedRows, (doc) => Math.floor(doc / blockRows));
  return new Map(
    blocks.flatMap((block) => {
      const docs = changed.get(block.block);
      if (docs === undefined) return [];
      const rows = block.rows.slice();
      for (const doc of docs) clearBit(rows, doc % blockRows);
      return [[block, rows]];
    }),
  );
}

function othersOf(wholeBlocks: readonly number[], docs: readonly number[]): Prisma.Sql | null {
  const inBlocks = Prisma.sql`(s.doc >> 13)::int4 = any (${[...wholeBlocks]}::int4[])`;
  if (docs.length === 0) return wholeBlocks.length === 0 ? null : inBlocks;
  return wholeBlocks.length === 0 ? isOneOf(docs) : Prisma.sql`(${isOneOf(docs)} or ${inBlocks})`;
}

/** That a row `s` has one of these numbers. */
export function isOneOf(docs: readonly number[]): Prisma.Sql {
  return Prisma.sql`s.doc = any (${`{${docs.join(',')}}`}::bigint[])`;
}
