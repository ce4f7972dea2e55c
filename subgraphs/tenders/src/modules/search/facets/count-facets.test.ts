import { expect, test } from '@jest/globals';
import { mergeCounts } from './count-facets.js';

test('counts of two lists are added, most first, "not stated" behind others of as many', () => {
  const left = [
    { value: 'a', count: 2 },
    { value: null, count: 3 },
  ];
  const right = [
    { value: 'b', count: 3 },
    { value: 'a', count: 4 },
  ];
  expect(mergeCounts([left, right], 3)).toEqual([
    { value: 'a', count: 6 },
    { value: 'b', count: 3 },
    { value: null, count: 3 },
  ]);
  expect(mergeCounts([left, right], 1)).toEqual([{ value: 'a', count: 6 }]);
});
