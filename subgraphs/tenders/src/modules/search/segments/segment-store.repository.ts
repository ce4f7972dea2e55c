import type { ReadClient } from '@hub/runtime/database';
import { z } from 'zod';
import { lifecycles } from '../../../ocds/index.js';
import {
  bitsOfRows,
  groupsByTime,
  listValues,
  readCodes,
  readNumbers,
  type FacetGroup,
  type Dictionaries,
  type Segment,
  readPostingLists,
} from '../../../search-index/index.js';

/**
 * What this process has read of segments. A revision never changes, so nothing here is ever out of date: which
 * revisions count is asked of the database for each search.
 */
export interface SegmentStore {
  readonly dictionaries: Dictionaries;
  /**
   * Those of these segments that are in memory. They are waited for in a process that has only begun, and where they are
   * few; otherwise they are read in the background, and their rows are asked for until they are here.
   */
  load(db: ReadClient, revisions: readonly string[]): Promise<ReadonlyMap<string, Segment>>;
}

// Twenty milliseconds of work each.
const waitedForMax = 4;

const stores = new WeakMap<ReadClient, SegmentStore>();

/** The store of a database. */
export function segmentStoreOf(db: ReadClient): SegmentStore {
  const known = stores.get(db);
  if (known !== undefined) return known;
  const store = createSegmentStore();
  stores.set(db, store);
  return store;
}

function createSegmentStore(): SegmentStore {
  const dictionaries: Dictionaries = {
    groups: listValues<FacetGroup>((group) => JSON.stringify(group)),
    categories: listValues<string | null>((value) => JSON.stringify(value)),
    buyers: listValues<string | null>((value) => JSON.stringify(value)),
  };
  const segments = new Map<string, Segment>();
  // One after the other: of many searches that want the same, the first reads it for all.
  let reading: Promise<unknown> = Promise.resolve();
  const asked = new Set<string>();

  async function read(db: ReadClient, revisions: readonly string[]): Promise<void> {
    try {
      for (const revision of revisions) {
        const [row] = await readSegment(db, revision);
        if (row !== undefined) segments.set(revision, segmentOf(row, dictionaries));
      }
    } finally {
      for (const revision of revisions) asked.delete(revision);
    }
  }

  // Segments that were packed anew are not asked for again.
  function forget(current: ReadonlySet<string>): void {
    if (segments.size <= current.size + waitedForMax) return;
    for (const revision of segments.keys()) if (!current.has(revision)) segments.delete(revision);
  }

  return {
    dictionaries,
    async load(db, revisions) {
      const missing = revisions.filter((revision) => !segments.has(revision));
      const unasked = missing.filter((revision) => !asked.has(revision));
      if (unasked.length > 0) {
        for (const revision of unasked) asked.add(revision);
        const done = reading.then(() => read(db, unasked));
        reading = done.catch(() => undefined);
      }
      // A failure to read is one to answer for: whoever waits will fail to read rows as well, and say so.
      if (missing.length <= waitedForMax || missing.length > revisions.length / 2) await reading;
      forget(new Set(revisions));
      return segments;
    },
  };
}

interface SegmentRow {
  block: number;
  revision: string;
  cubes: Uint8Array;
  cubeValues: unknown;
  categories: Uint8Array;
  categoryValues: unknown;
  buyers: Uint8Array;
  buyerValues: unknown;
  published: Uint8Array;
  closing: Uint8Array;
  opening: Uint8Array;
  presumed: Uint8Array;
  amounts: Uint8Array;
  terms: Uint8Array;
  termCounts: Uint8Array;
  termPlaces: Uint8Array;
}

function readSegment(db: ReadClient, revision: string): Promise<SegmentRow[]> {
  return db.$queryRaw<SegmentRow[]>`
    select block, revision_id::text as revision, cubes, cube_values as "cubeValues", categories, category_values as "categoryValues",
      buyers, buyer_values as "buyerValues", published, closing, opening, presumed, amounts, terms, term_counts as "termCounts",
      term_places as "termPlaces"
    from tenders.search_block where revision_id = ${revision}::uuid`;
}

const text = z.string().nullable();
const groups = z.array(
  z
    .tuple([text, z.enum(lifecycles), text, text, text, text, z.boolean()])
    .transform(([province, lifecycle, procurementCategory, method, currency, range, hasBriefing]): FacetGroup => ({
      province,
      lifecycle,
      procurementCategory,
      method,
      currency,
      range,
      hasBriefing,
    })),
);
const texts = z.array(text);

function segmentOf(row: SegmentRow, dictionaries: Dictionaries): Segment {
  const groupColumn = readCodes(row.cubes, groups.parse(row.cubeValues), dictionaries.groups);
  const closing = readNumbers(row.closing);
  return {
    number: row.block,
    revision: row.revision,
    groups: groupColumn,
    groupsAt: groupsByTime(groupColumn.codes, {
      closing: closing.values,
      opening: readNumbers(row.opening).values,
      presumed: readNumbers(row.presumed).values,
    }),
    categories: readCodes(row.categories, texts.parse(row.categoryValues), dictionaries.categories),
    buyers: readCodes(row.buyers, texts.parse(row.buyerValues), dictionaries.buyers),
    published: readNumbers(row.published),
    closing,
    amounts: readNumbers(row.amounts),
    postings: readPostingLists({ terms: row.terms, counts: row.termCounts, rows: row.termPlaces }),
    rows: bitsOfRows(groupColumn),
  };
}
