import DataLoader from 'dataloader';
import type { Slice } from './paged-list.js';

/** A part of the list of one parent. */
export type SliceKey<Position, Parent, Filter = undefined> = Slice<Position> & {
  readonly parent: Parent;
  /** What of the list is wanted; left out for all of it. */
  readonly filter?: Filter;
};

/** The same part of the lists of several parents. */
export type SlicesQuery<Position, Parent, Filter = undefined> = Slice<Position> & {
  readonly parents: readonly Parent[];
  readonly filter: Filter | undefined;
};

/** A row with the place of its parent among those asked for. */
export type PlacedRow<Row> = Row & { readonly place: number };

/** Lists of parents, in parts: those that ask for the same part of different parents are answered by one statement. */
export function createSliceLoader<Row, Position, Parent = string, Filter = undefined>(
  find: (wanted: SlicesQuery<Position, Parent, Filter>) => Promise<PlacedRow<Row>[]>,
) {
  type Key = SliceKey<Position, Parent, Filter>;
  return new DataLoader<Key, Row[], string>(
    async (keys) => {
      const answers = new Map<Key, Row[]>();
      const groups = Map.groupBy(keys, ({ after, take, filter }) => JSON.stringify([after, take, filter]));
      for (const group of groups.values()) {
        const [first] = group;
        if (first === undefined) continue;
        const { after, take, filter } = first;
        const found = await find({ after, take, filter, parents: group.map(({ parent }) => parent) });
        const rows = Map.groupBy(found, ({ place }) => place);
        for (const [place, key] of group.entries()) answers.set(key, rows.get(place) ?? []);
      }
      return keys.map((key) => answers.get(key) ?? []);
    },
    { cacheKeyFn: ({ parent, after, take, filter }) => JSON.stringify([parent, after, take, filter]) },
  );
}
