import { describe, expect, test } from '@jest/globals';
import { isExact, parseTextQuery, type TextQuery } from './text-query.js';

const word = (text: string): TextQuery => ({ kind: 'word', word: text, isBeginning: false });

describe('what the database writes of a query', () => {
  test.each<[string, TextQuery]>([
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
  ])('%s is read', (query, text) => {
    expect(parseTextQuery(query)).toEqual(text);
  });

  test.each([``, `'road':A`, `'road':*B`, `( 'a'`, `'a' 'b'`, `'a' &`, `'a' <->`, `<-> 'a'`, `'a' )`])(
    '%j is nothing that a search asks for',
    (query) => {
      expect(parseTextQuery(query)).toBeNull();
    },
  );

  test.each<[string, boolean]>([
    [`'a' & !'b':*`, true],
    [`'a' <-> 'b'`, false],
    [`'a' | !( 'b' <-> 'c' )`, false],
  ])('%s can be answered exactly: %s', (query, expected) => {
    const text = parseTextQuery(query);
    expect(text && isExact(text)).toBe(expected);
  });
});
