import type DataLoader from 'dataloader';
import { createLookupLoader, type LookupOptions } from './lookup-loader.js';

/** A part of a list: what comes after a position, one row more than the page has. */
export interface Slice<Position> {
  readonly after: Position | null;
  readonly take: number;
}

/** A part of the list of one parent. */
export type SliceKey<Position, Parent, Filter = undefined> = Slice<Position> & {
  readonly parent: Parent;
  /** Which rows of the list; left out for all of them. */
  readonly filter?: Filter;
};

/** The same part of the lists of several parents. */
export type SlicesQuery<Position, Parent, Filter = undefined> = Slice<Position> & {
  readonly parents: readonly Parent[];
  readonly filter: Filter | undefined;
};

/** A row with the place of its parent among those of the query. */
export type PlacedRow<Row> = Row & { readonly place: number };

/**
 * As `createLookupLoader`, for keys of which only some can be asked for together: those whose `groupOf` is the same
 * text are one call of `find`, which is never called without keys.
 */
export function createGroupedLookupLoader<Key, Value, Missing>({
  find,
  groupOf,
  ...options
}: Omit<LookupOptions<Key, Value, Missing>, 'find'> & {
  readonly groupOf: (key: Key) => string;
  readonly find: (first: Key, keys: readonly Key[]) => Promise<ReadonlyMap<string, Value>>;
}): DataLoader<Key, Value | Missing, string> {
  return createLookupLoader({
    ...options,
    async find(keys) {
      const found = new Map<string, Value>();
      for (const group of Map.groupBy(keys, groupOf).values()) {
        const [first] = group;
        if (first === undefined) continue;
        for (const [name, value] of await find(first, group)) found.set(name, value);
      }
      return found;
    },
  });
}

/** The list of one parent, to be counted. */
export interface CountKey<Parent, Filter = undefined> {
  readonly parent: Parent;
  readonly filter?: Filter;
}

/** How many rows the list of one parent has, by its place among those of the query. */
export interface PlacedCount {
  readonly place: number;
  readonly count: number;
}

/** Counts lists of parents: those with the same filter are one statement; a parent without a row has none. */
export function createCountLoader<Parent = string, Filter = undefined>(
  find: (query: { readonly parents: readonly Parent[]; readonly filter: Filter | undefined }) => Promise<PlacedCount[]>,
): DataLoader<CountKey<Parent, Filter>, number, string> {
  type Key = CountKey<Parent, Filter>;
  const nameOf = ({ parent, filter }: Key): string => JSON.stringify([parent, filter]);
  return createGroupedLookupLoader<Key, number, number>({
    groupOf: ({ filter }) => JSON.stringify([filter]),
    nameOf,
    missing: () => 0,
    async find({ filter }, keys) {
      const counts = await find({ filter, parents: keys.map(({ parent }) => parent) });
      const byPlace = new Map(counts.map(({ place, count }) => [place, count]));
      return new Map(keys.map((key, place): [string, number] => [nameOf(key), byPlace.get(place) ?? 0]));
    },
  });
}

/** Lists of parents, in parts: keys that ask for the same part of different parents are answered by one statement. */
export function createSliceLoader<Row, Position, Parent = string, Filter = undefined>(
  find: (query: SlicesQuery<Position, Parent, Filter>) => Promise<PlacedRow<Row>[]>,
): DataLoader<SliceKey<Position, Parent, Filter>, Row[], string> {
  type Key = SliceKey<Position, Parent, Filter>;
  const nameOf = ({ parent, after, take, filter }: Key): string => JSON.stringify([parent, after, take, filter]);
  return createGroupedLookupLoader<Key, Row[], Row[]>({
    groupOf: ({ after, take, filter }) => JSON.stringify([after, take, filter]),
    nameOf,
    missing: () => [],
    async find({ after, take, filter }, keys) {
      const rows = await find({ after, take, filter, parents: keys.map(({ parent }) => parent) });
      const byPlace = Map.groupBy(rows, ({ place }) => place);
      return new Map(keys.map((key, place): [string, Row[]] => [nameOf(key), byPlace.get(place) ?? []]));
    },
  });
}
