import { describe, expect, test } from '@jest/globals';
import { createByIdLoader, createGroupedLookupLoader, createGroupLoader, createSliceLoader } from './loaders.js';

describe('loaders of one request', () => {
  test('ids that are loaded in one tick are asked for together, each once, and an unknown one is null', async () => {
    const batches: (readonly string[])[] = [];
    const loader = createByIdLoader(async (ids) => {
      batches.push(ids);
      return [
        { id: 'b', name: 'second' },
        { id: 'a', name: 'first' },
      ];
    });

    const rows = await Promise.all(['a', 'b', 'a', 'nobody'].map((id) => loader.load(id)));

    expect(batches).toEqual([['a', 'b', 'nobody']]);
    expect(rows).toEqual([{ id: 'a', name: 'first' }, { id: 'b', name: 'second' }, { id: 'a', name: 'first' }, null]);
  });

  test('rows of a group keep the order in which they were found, and each empty group is a list of its own', async () => {
    const loader = createGroupLoader(
      async () => [
        { owner: 'a', name: 'one' },
        { owner: 'a', name: 'two' },
      ],
      ({ owner }) => owner,
    );

    const [found, empty, other] = await Promise.all([loader.load('a'), loader.load('b'), loader.load('c')]);

    expect(found).toEqual([
      { owner: 'a', name: 'one' },
      { owner: 'a', name: 'two' },
    ]);
    expect(empty).toEqual([]);
    expect(empty).not.toBe(other);
  });

  test('keys that cannot be asked for together are one call for each group', async () => {
    const calls: unknown[] = [];
    const nameOf = ({ id, year }: { id: string; year: number }): string => `${year} ${id}`;
    const loader = createGroupedLookupLoader<{ id: string; year: number }, string, null>({
      groupOf: ({ year }) => String(year),
      nameOf,
      missing: () => null,
      async find({ year }, keys) {
        calls.push([year, keys.map(({ id }) => id)]);
        return new Map(keys.map((key) => [nameOf(key), `${key.id} of ${year}`]));
      },
    });

    const found = await loader.loadMany([
      { id: 'a', year: 1 },
      { id: 'a', year: 2 },
      { id: 'b', year: 1 },
    ]);

    expect(calls).toEqual([
      [1, ['a', 'b']],
      [2, ['a']],
    ]);
    expect(found).toEqual(['a of 1', 'a of 2', 'b of 1']);
  });

  test('the same part of the lists of several parents is one statement; another part is another', async () => {
    const queries: unknown[] = [];
    const loader = createSliceLoader<{ name: string }, readonly [number]>(async (query) => {
      queries.push(query);
      return query.parents.map((parent, place) => ({ place, name: `${parent} after ${String(query.after)}` }));
    });

    const found = await loader.loadMany([
      { parent: 'a', after: null, take: 3 },
      { parent: 'b', after: null, take: 3 },
      { parent: 'a', after: [7], take: 3 },
    ]);

    expect(queries).toEqual([
      { parents: ['a', 'b'], after: null, take: 3, filter: undefined },
      { parents: ['a'], after: [7], take: 3, filter: undefined },
    ]);
    expect(found).toEqual([
      [{ place: 0, name: 'a after null' }],
      [{ place: 1, name: 'b after null' }],
      [{ place: 0, name: 'a after 7' }],
    ]);
  });
});
