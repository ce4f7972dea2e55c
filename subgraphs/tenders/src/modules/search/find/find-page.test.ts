import { describe, expect, test } from '@jest/globals';
import { mergePositions } from './find-page.js';

const id = (last: string) => `01930000-0000-7000-8000-00000000000${last}`;
const at = (value: string | null, last: string) => ({ value, tenderId: id(last) });

describe('two lists in one order', () => {
  test('are joined by value to the last digit, then by id', () => {
    const left = [at('123456789012345.6788', '1'), at('123456789012345.679', '4')];
    const right = [at('123456789012345.6788', '0'), at('123456789012345.6789', '2')];
    const up = mergePositions([left, right], 'VALUE_ASC').map(({ tenderId }) => tenderId.at(-1));
    expect(up).toEqual(['0', '1', '2', '4']);
    const down = mergePositions([left.toReversed(), right.toReversed()], 'VALUE_DESC');
    expect(down.map(({ tenderId }) => tenderId.at(-1))).toEqual(['4', '2', '1', '0']);
  });

  test('put what states no value last, by id, whatever the direction', () => {
    for (const order of ['CLOSING_AT_ASC', 'CLOSING_AT_DESC'] as const) {
      const merged = mergePositions([[at('5', '9'), at(null, '3')], [at(null, '1')]], order);
      expect(merged.map(({ tenderId }) => tenderId.at(-1))).toEqual(['9', '1', '3']);
    }
  });

  test('read ranks as the numbers that they are', () => {
    const merged = mergePositions([[at('0.2', '1'), at('1e-06', '2')], [at('0.1', '3')]], 'RELEVANCE');
    expect(merged.map(({ value }) => value)).toEqual(['0.2', '0.1', '1e-06']);
  });
});
