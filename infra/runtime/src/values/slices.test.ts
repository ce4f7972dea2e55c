import { expect, test } from '@jest/globals';
import { slicesOf } from './values.js';

test.each([
  [[], []],
  [['a'], [['a']]],
  [['a', 'b'], [['a', 'b']]],
  [
    ['a', 'b', 'c', 'd', 'e'],
    [['a', 'b'], ['c', 'd'], ['e']],
  ],
])('%j in slices of two', (items, slices) => {
  expect(slicesOf(items, 2)).toEqual(slices);
});
