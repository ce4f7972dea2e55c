import { describe, expect, test } from '@jest/globals';
import { isExact, readTextTree, type TextTree } from './text-query.js';

const word = (text: string): TextTree => ({ kind: 'word', word: text, isBeginning: false });

describe('what the database writes of a query', () => {
  test.each<[string, TextTree]>([
    [`'request'`, word('request')],
    [`'suppli' & 'deliveri'`, { kind: 'and', parts: [word('suppli'), word('deliveri')] }],
    [
      `'suppli' & !'tyre' | 'pump'`,
      {
        kind: 'or',
        parts: [{ kind: 'and', parts: [word('suppli'), { kind: 'not', part: word('tyre') }] }, word('pump')],
      },
    ],
    [`!( 'roll' | 'o''neil' )`, { kind: 'not', part: { kind: 'or', parts: [word('roll'), word(`o'neil`)] } }],
    [`'constr':*`, { kind: 'word', word: 'constr', isBeginning: true }],
    [`( 'constr':* )`, { kind: 'word', word: 'constr', isBeginning: true }],
    [
      `'road' <-> 'mainten' <2> 'servic' & 'pump'`,
      {
        kind: 'and',
        parts: [
          { kind: 'phrase', parts: [word('road'), word('mainten'), word('servic')], distances: [1, 2] },
          word('pump'),
        ],
      },
    ],
  ])('%s is read', (query, tree) => {
    expect(readTextTree(query)).toEqual(tree);
  });

  test.each([``, `'road':A`, `'road':*B`, `( 'a'`, `'a' 'b'`, `'a' &`, `'a' <->`, `<-> 'a'`, `'a' )`])(
    '%j is nothing that a search asks for',
    (query) => {
      expect(readTextTree(query)).toBeNull();
    },
  );

  test.each<[string, boolean]>([
    [`'a' & !'b':*`, true],
    [`'a' <-> 'b'`, false],
    [`'a' | !( 'b' <-> 'c' )`, false],
  ])('%s can be answered exactly: %s', (query, expected) => {
    const tree = readTextTree(query);
    expect(tree && isExact(tree)).toBe(expected);
  });
});
