import { expect, test } from '@jest/globals';
import { misplacedUnder, type PlacedUnit } from './unit-tree.js';

/** a > b > c ... so many levels, and beside them x > y. */
const chain = (levels: number): PlacedUnit[] => [
  ...Array.from({ length: levels }, (_, index) => ({
    id: `l${index}`,
    parentId: index === 0 ? null : `l${index - 1}`,
  })),
  { id: 'x', parentId: null },
  { id: 'y', parentId: 'x' },
];

test.each([
  ['at the top', { id: 'y', parentId: null }, 8, null],
  ['under a unit that there is', { id: null, parentId: 'l6' }, 8, null],
  ['under one that there is not', { id: null, parentId: 'z' }, 8, 'no parent'],
  ['under the eighth level', { id: null, parentId: 'l7' }, 8, 'too deep'],
  ['under itself', { id: 'x', parentId: 'x' }, 8, 'under itself'],
  ['under what is under it', { id: 'x', parentId: 'y' }, 8, 'under itself'],
  ['with one below it, where there is room for two', { id: 'x', parentId: 'l5' }, 8, null],
  ['with one below it, where there is room for one', { id: 'x', parentId: 'l6' }, 8, 'too deep'],
] as const)('a unit %s', (_where, place, levels, expected) => {
  expect(misplacedUnder(chain(levels), place)).toBe(expected);
});
