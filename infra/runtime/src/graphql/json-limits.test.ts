import { describe, expect, test } from '@jest/globals';
import { findExcess } from './json-limits.js';

const limits = { depthMax: 3, valuesMax: 10, keysMax: 4, itemsMax: 5 };
const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
const list = (length: number): number[] => Array.from({ length }, (_, index) => index);
const object = (keys: number): Record<string, number> =>
  Object.fromEntries(list(keys).map((index) => [`k${index}`, index]));

describe('the bounds on JSON', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'x'.repeat(100_000)],
    ['three lists inside each other', nested(3)],
    ['five items', list(5)],
    ['four keys', object(4)],
    ['ten values in all', { a: list(5), b: 1, c: 2, d: 3 }],
  ])('let pass %s', (_what, value) => {
    expect(findExcess(value, limits)).toBeUndefined();
  });

  test.each<[string, unknown, string, number]>([
    ['four lists inside each other', nested(4), 'depth', 3],
    ['a hundred thousand lists inside each other', nested(100_000), 'depth', 3],
    ['objects deep inside lists', [[{ a: [1] }]], 'depth', 3],
    ['six items', list(6), 'items of a list', 5],
    ['a hundred thousand items', list(100_000), 'items of a list', 5],
    ['five keys', { a: object(5) }, 'keys of an object', 4],
    ['eleven values in all', { a: list(5), b: list(1), c: 2, d: 3 }, 'values', 10],
  ])('stop %s', (_what, value, limit, maximum) => {
    expect(findExcess(value, limits)).toEqual({ limit, maximum });
  });
});
