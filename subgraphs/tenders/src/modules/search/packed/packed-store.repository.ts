import type { ReadClient } from '@hub/runtime/database';
import { z } from 'zod';
import {
  bitsOfPlaces,
  bitsOfRows,
  cubesByTime,
  listValues,
  readCodes,
  readTimes,
  type Cube,
  type Dictionaries,
  type PackedBlock,
} from './packed-block.js';

/** What this process has read of packed blocks. A revision never changes, so nothing here is ever out of date. */
export interface PackedStore {
  readonly dictionaries: Dictionaries;
  /**
   * Blocks of these revisions and the places of these words in them; what is not in memory is read. Null when one was
   * packed anew meanwhile.
   */
  load(db: ReadClient, wanted: Wanted): Promise<PackedBlocks | null>;
}

export interface Wanted {
  readonly revisions: readonly string[];
  readonly words: readonly string[];
}

export interface PackedBlocks {
  readonly blocks: readonly PackedBlock[];
  placesOf(block: PackedBlock, word: string): Int32Array;
}

// A kilobyte each: of a million tenders, the places of five hundred words.
const placesKeptMax = 64_000;
const blocksAtOnce = 16;
const bitsPerBlock = 8_192;

const stores = new WeakMap<ReadClient, PackedStore>();

/** The store of a database. */
export function packedStoreOf(db: ReadClient): PackedStore {
  const known = stores.get(db);
  if (known !== undefined) return known;
  const store = createPackedStore();
  stores.set(db, store);
  return store;
}

function createPackedStore(): PackedStore {
  const dictionaries: Dictionaries = {
    cubes: listValues<Cube>((cube) => JSON.stringify(cube)),
    categories: listValues<string | null>((value) => JSON.stringify(value)),
    buyers: listValues<string | null>((value) => JSON.stringify(value)),
  };
  const blocks = new Map<string, PackedBlock>();
  const places = new Map<string, Int32Array>();
  const keyOf = (revision: string, word: string): string => `${revision} ${word}`;

  async function readMissing(db: ReadClient, { revisions, words }: Wanted): Promise<void> {
    const missing = revisions.filter((revision) => !blocks.has(revision));
    for (let start = 0; start < missing.length; start += blocksAtOnce) {
      const rows = await readBlocks(db, missing.slice(start, start + blocksAtOnce));
      for (const row of rows) blocks.set(row.revision, blockOf(row, dictionaries));
    }
    for (const word of words) {
      const unread = revisions.filter((revision) => !places.has(keyOf(revision, word)));
      for (const row of unread.length === 0 ? [] : await readPlaces(db, word, unread)) {
        places.set(keyOf(row.revision, word), bitsOfPlaces(row.places, bitsPerBlock));
      }
    }
  }

  // Blocks that were packed anew are not asked for again; of words the ones read first go first.
  function forget(revisions: readonly string[]): void {
    if (blocks.size > 2 * revisions.length + blocksAtOnce) {
      const current = new Set(revisions);
      for (const revision of blocks.keys()) if (!current.has(revision)) blocks.delete(revision);
    }
    for (const key of places.keys()) {
      if (places.size <= placesKeptMax) break;
      places.delete(key);
    }
  }

  // One after the other: of many searches that want the same, the first reads it for all.
  let reading: Promise<unknown> = Promise.resolve();
  return {
    dictionaries,
    async load(db, wanted) {
      const read = reading.then(() => readMissing(db, wanted));
      reading = read.catch(() => undefined);
      await read;
      const found = wanted.revisions.flatMap((revision) => blocks.get(revision) ?? []);
      const byWord = new Map(
        wanted.words.flatMap((word) =>
          wanted.revisions.flatMap((revision) => {
            const bits = places.get(keyOf(revision, word));
            return bits === undefined ? [] : [[keyOf(revision, word), bits] as const];
          }),
        ),
      );
      forget(wanted.revisions);
      const isWhole =
        found.length === wanted.revisions.length && byWord.size === wanted.revisions.length * wanted.words.length;
      if (!isWhole) return null;
      return {
        blocks: found,
        placesOf: ({ revision }, word) => byWord.get(keyOf(revision, word)) ?? new Int32Array(bitsPerBlock / 32),
      };
    },
  };
}

interface BlockRow {
  revision: string;
  cubes: Uint8Array;
  cubeValues: unknown;
  categories: Uint8Array;
  categoryValues: unknown;
  buyers: Uint8Array;
  buyerValues: unknown;
  closings: Uint8Array;
  openings: Uint8Array;
}

function readBlocks(db: ReadClient, revisions: readonly string[]): Promise<BlockRow[]> {
  return db.$queryRaw<BlockRow[]>`
    select revision::text, cubes, cube_values as "cubeValues", categories, category_values as "categoryValues",
      buyers, buyer_values as "buyerValues", closings, openings
    from tenders.search_block where revision = any (${revisions}::text[]::bigint[])`;
}

function readPlaces(
  db: ReadClient,
  word: string,
  revisions: readonly string[],
): Promise<{ revision: string; places: Uint8Array }[]> {
  return db.$queryRaw<{ revision: string; places: Uint8Array }[]>`
    select revision::text, places from tenders.search_block_word
    where word = ${word} and revision = any (${revisions}::text[]::bigint[])`;
}

const text = z.string().nullable();
const cubes = z.array(
  z
    .tuple([text, z.string(), text, text, text, text, z.boolean()])
    .transform(([province, lifecycle, procurementCategory, method, currency, range, hasBriefing]): Cube => ({
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

function blockOf(row: BlockRow, dictionaries: Dictionaries): PackedBlock {
  const codes = readCodes(row.cubes, cubes.parse(row.cubeValues), dictionaries.cubes);
  return {
    revision: row.revision,
    cubesAt: cubesByTime(codes, { closings: readTimes(row.closings), openings: readTimes(row.openings) }),
    categories: readCodes(row.categories, texts.parse(row.categoryValues), dictionaries.categories),
    buyers: readCodes(row.buyers, texts.parse(row.buyerValues), dictionaries.buyers),
    rows: bitsOfRows(codes),
  };
}
