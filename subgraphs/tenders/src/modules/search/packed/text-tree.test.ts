import { describe, expect, test } from '@jest/globals';
import { readTextTree, wordsIn, type TextTree } from './text-tree.js';

const word = (text: string): TextTree => ({ kind: 'word', word: text });

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
  ])('%s is read', (query, tree) => {
    expect(readTextTree(query)).toEqual(tree);
  });

  test.each([``, `'road' <-> 'mainten'`, `'constr':*`, `'road':A`, `'a' <2> 'b' & 'c'`, `( 'a'`, `'a' 'b'`, `'a' &`])(
    '%j is more than words, or nothing',
    (query) => {
      expect(readTextTree(query)).toBeNull();
    },
  );

  test('names each of its words once', () => {
    const tree = readTextTree(`'a' & !'b' | 'a' & 'c'`);
    expect(tree === null ? [] : wordsIn(tree)).toEqual(['a', 'b', 'c']);
  });
});
