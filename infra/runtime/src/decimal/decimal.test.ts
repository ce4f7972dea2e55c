import { expect, test } from '@jest/globals';
import { compareDecimals } from './decimal.js';

test.each([
  ['123456789012345.6788', '123456789012345.6789', -1],
  ['10', '9.9', 1],
  ['1.50', '1.5', 0],
  ['-2', '1', -1],
  ['1e-06', '0.000002', -1],
  ['1e-06', '0.000001', 0],
  ['2.5e-05', '0.00002', 1],
])('%s beside %s is %i', (left, right, order) => {
  expect(compareDecimals(left, right)).toBe(order);
});
