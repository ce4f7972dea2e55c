import { describe, expect, test } from '@jest/globals';
import { findExcess } from './json-limits.js';

const limits = { depthMax: 3, valuesMax: 10, keysMax: 4, itemsMax: 5 };
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const list = (length: number): number[] => Array.from({ length }, (_, index) => index);
const object = (keys: number): Record<string, number> =>
  Object.fromEntries(list(keys).map((index) => [`k${index}`, index]));

describe('the bounds on JSON', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['null', 'null'],
    ['a text', JSON.stringify('x'.repeat(100_000))],
    ['brackets and commas in a text', JSON.stringify({ a: '[[[[[{{{{{,,,,,,,,,,,,"' })],
    ['a text that ends with backslashes', JSON.stringify({ a: '\\\\', b: '\\"[[[[[', c: '\\' })],
    ['three lists inside each other', nested(3)],
    ['lists beside each other', '[[[]],[[]],[[]]]'],
    ['five items', JSON.stringify(list(5))],
    ['four keys', JSON.stringify(object(4))],
    ['ten values in all', JSON.stringify({ a: list(5), b: 1, c: 2, d: 3 })],
    ['what is no JSON', ']]]}}}"'],
  ])('let pass %s', (_what, text) => {
    expect(findExcess(text, limits)).toBeUndefined();
  });

  test.each<[string, string, string, number]>([
    ['four lists inside each other', nested(4), 'depth', 3],
    ['a hundred thousand lists inside each other', nested(100_000), 'depth', 3],
    ['lists that are not closed', '['.repeat(100_000), 'depth', 3],
    ['objects deep inside lists', JSON.stringify([[{ a: [1] }]]), 'depth', 3],
    ['six items', JSON.stringify(list(6)), 'items of a list', 5],
    ['a hundred thousand items', JSON.stringify(list(100_000)), 'items of a list', 5],
    ['five keys', JSON.stringify({ a: object(5) }), 'keys of an object', 4],
    ['one key five times', '{"a":1,"a":1,"a":1,"a":1,"a":1}', 'keys of an object', 4],
    ['five keys behind a text with quotes', '{"a":"\\"","b":"\\\\","c":1,"d":1,"e":1}', 'keys of an object', 4],
    ['eleven values in all', JSON.stringify({ a: list(5), b: list(1), c: 2, d: 3 }), 'values', 10],
  ])('stop %s', (_what, text, limit, maximum) => {
    expect(findExcess(text, limits)).toEqual({ limit, maximum });
  });
});
