import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { parseTextQuery, segmentRows, type SegmentView, type TextQuery } from '../../../search-index/index.js';
import type { SearchPosition } from '../request/search-cursor.js';
import { textQuery } from '../search-conditions.repository.js';
import { maskedRows, othersOf } from './segment-rows.repository.js';
import { segmentStoreOf } from './segment-store.repository.js';
import { languagesPresent, learnLanguages } from './languages-present.js';
import type { SearchQuery } from '../request/search-request.js';

/** All rows of tender_search at one moment: those found in segments, and the others. */
export interface IndexView extends SegmentView {
  /** The condition of rows `s` that are not in these segments and have to be asked for; null when there are none. */
  readonly others: Prisma.Sql | null;
  /** Tells this moment from any other: see indexVersion. */
  readonly version: string;
}

/** What a text means, and what it can be looked for in. */
export interface SegmentSearch {
  view: IndexView;
  /** Null without a text. */
  text: TextQuery | null;
}

// In a segment with more changed rows all are asked for: the index finds them together.
const changedRowsMax = 64;

/**
 * Text that differs whenever rows of tender_search, or what is packed of them, have changed. Read with the rows that
 * were found in memory, it proves that they are still all there is. Ids are drawn by chance: numbers come again after a
 * restore to an earlier moment, and what a process remembers would pass for what is stored.
 */
export const indexVersion = Prisma.sql`(
  (select count(*) || ':' || coalesce(sum(uuid_hash_extended(revision_id, 0)), 0) from tenders.search_block)
  || '/' || (select count(*) || ':' || coalesce(sum(uuid_hash_extended(change_id, 0)), 0) from tenders.search_change))`;

/** Rows, if the index is still as it was when they were selected; null when it has changed. */
export async function readCurrent(db: ReadClient, view: IndexView, rows: Prisma.Sql): Promise<SearchPosition[] | null> {
  const found = await db.$queryRaw<(SearchPosition & { version: string })[]>`
    select page.*, ${indexVersion} as version from (${rows}) page`;
  const version = found.length === 0 ? await readIndexVersion(db) : found[0]?.version;
  return version === view.version ? found.map(({ tenderId, value }) => ({ tenderId, value })) : null;
}

async function readIndexVersion(db: ReadClient): Promise<string | undefined> {
  const [row] = await db.$queryRaw<{ version: string }[]>`select ${indexVersion} as version`;
  return row?.version;
}

/**
 * What a text means and where to look for it; null when so little is packed, or the text is of such a kind, that rows
 * have to be searched.
 *
 * @param options.isProved - true when what is found will be read together with the version of the index: then the view of an earlier
 * search will do, and is asked for again only when it has changed.
 */
export async function openSegmentSearch(
  db: ReadClient,
  { search, filter }: Pick<SearchQuery, 'search' | 'filter'>,
  { isProved }: { isProved: boolean },
): Promise<SegmentSearch | null> {
  // A few rows by their ids are found sooner without segments, which do not know ids.
  if (filter.ids !== undefined) return null;
  const texts = textsOf(db, languagesPresent());
  const known = { view: views.get(db), text: search === undefined ? null : texts.get(search) };
  if (isProved && known.view !== undefined && known.text !== undefined) return { view: known.view, text: known.text };
  const query = search === undefined || known.text !== undefined ? noQuery : Prisma.sql`${textQuery(search)}::text`;
  const now = known.view === undefined ? await readView(db, query) : await readUnlessSame(db, known.view, query);
  const text = known.text === undefined ? parseTextQuery(now.query) : known.text;
  if (search !== undefined) {
    if (text === null) return null;
    texts.set(search, text);
    for (const oldest of texts.keys()) {
      if (texts.size <= textsMax) break;
      texts.delete(oldest);
    }
  }
  return now.view && { view: now.view, text };
}

/** Reads segments into memory, as the first search would. */
export async function warmUpSegments(db: ReadClient): Promise<void> {
  await readView(db, noQuery);
}

const noQuery = Prisma.sql`''`;

// Of each database the view of the last search that had all segments in memory.
const views = new WeakMap<ReadClient, IndexView>();

// What the database makes of a text in given languages never changes, so the last ones are kept.
const textsMax = 5_000;
const textsOfAll = new WeakMap<ReadClient, { languages: readonly string[]; texts: Map<string, TextQuery> }>();

function textsOf(db: ReadClient, languages: readonly string[]): Map<string, TextQuery> {
  const known = textsOfAll.get(db);
  if (known?.languages === languages) return known.texts;
  const texts = new Map<string, TextQuery>();
  textsOfAll.set(db, { languages, texts });
  return texts;
}

/** A view, null when rows have to be searched, and what was read beside it. */
interface ViewRead {
  view: IndexView | null;
  query: string;
}

async function readUnlessSame(db: ReadClient, known: IndexView, query: Prisma.Sql): Promise<ViewRead> {
  const [now] = await db.$queryRaw<
    { version: string; query: string }[]
  >`select ${indexVersion} as version, ${query} as query`;
  const view = now?.version === known.version ? known : (await readView(db, noQuery)).view;
  return { view, query: now?.query ?? '' };
}

async function readView(db: ReadClient, query: Prisma.Sql): Promise<ViewRead> {
  const [row] = await db.$queryRaw<ViewRow[]>`
    with changed as materialized (
      select c.block, bool_and(b.block is not null) and sum(cardinality(c.places)) <= ${changedRowsMax} as is_little
      from tenders.search_change c left join tenders.search_block b using (block) group by c.block
    ), packed as materialized (
      select b.block, b.revision_id from tenders.search_block b
      where not exists (select from changed where changed.block = b.block and not is_little)
    )
    select ${indexVersion} as version, ${query} as query,
      array(select block from changed where not is_little) as "wholeSegments",
      array(
        select distinct c.block * ${segmentRows}::float8 + place
        from tenders.search_change c join changed using (block), unnest(c.places) as p(place) where is_little
      ) as "changedRows",
      array(select block from packed order by block) as numbers,
      array(select revision_id::text from packed order by block) as revisions`;
  return {
    view: row === undefined || row.numbers.length === 0 ? null : await viewOf(db, row),
    query: row?.query ?? '',
  };
}

async function viewOf(db: ReadClient, row: ViewRow): Promise<IndexView | null> {
  const store = segmentStoreOf(db);
  const segments = await store.load(db, row.revisions);
  const inMemory = row.revisions.flatMap((revision) => segments.get(revision) ?? []);
  const unread = row.numbers.filter((_, index) => !segments.has(row.revisions[index] ?? ''));
  const wholeSegments = [...row.wholeSegments, ...unread];
  // Then most of the work would be done by rows anyway.
  if (wholeSegments.length >= inMemory.length) return null;
  const masked = maskedRows(inMemory, row.changedRows);
  const view: IndexView = {
    segments: inMemory,
    dictionaries: store.dictionaries,
    rowsOf: (segment) => masked.get(segment) ?? segment.rows,
    others: othersOf(wholeSegments, row.changedRows),
    version: row.version,
  };
  if (unread.length === 0) {
    views.set(db, view);
    learnLanguages(inMemory);
  }
  return view;
}

interface ViewRow {
  version: string;
  query: string;
  wholeSegments: number[];
  changedRows: number[];
  numbers: number[];
  revisions: string[];
}
