import DataLoader from 'dataloader';

/** How keys of one request become values. */
export interface LookupOptions<Key, Value, Missing> {
  /** Asks for all keys of a batch at once; the answer names what it found by `nameOf` of its key. */
  readonly find: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>;
  /** A text that is equal for equal keys only. */
  readonly nameOf: (key: Key) => string;
  /** What a key gets that names nothing. */
  readonly missing: () => Missing;
  /** Most keys in one batch; no bound when left out. */
  readonly batchSizeMax?: number;
}

/**
 * A loader of one request: keys that are loaded in the same tick are asked for together, and each only once.
 *
 * Make a new one for every request, never one for the module. Rejects with what `find` throws.
 */
export function createLookupLoader<Key, Value, Missing>({
  find,
  nameOf,
  missing,
  batchSizeMax,
}: LookupOptions<Key, Value, Missing>): DataLoader<Key, Value | Missing, string> {
  return new DataLoader<Key, Value | Missing, string>(
    async (keys) => {
      const found = await find(keys);
      return keys.map((key) => found.get(nameOf(key)) ?? missing());
    },
    { cacheKeyFn: nameOf, ...(batchSizeMax !== undefined && { maxBatchSize: batchSizeMax }) },
  );
}

const itself = (key: string): string => key;
const nothing = (): null => null;

/** One row for each key; null for a key that no row has. */
export function createRowLoader<Row>(
  find: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row | null> {
  return createLookupLoader({
    find: async (keys) => new Map((await find(keys)).map((row) => [keyOf(row), row])),
    nameOf: itself,
    missing: nothing,
  });
}

/** One row for each id; null for an id that names none. */
export function createByIdLoader<Row extends { readonly id: string }>(
  find: (ids: readonly string[]) => Promise<readonly Row[]>,
): DataLoader<string, Row | null> {
  return createRowLoader(find, ({ id }) => id);
}

/** All rows of each key, in the order in which they were found; empty for a key that no row has. */
export function createGroupLoader<Row>(
  find: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row[]> {
  return createLookupLoader({
    find: async (keys) => Map.groupBy(await find(keys), keyOf),
    nameOf: itself,
    missing: (): Row[] => [],
  });
}
