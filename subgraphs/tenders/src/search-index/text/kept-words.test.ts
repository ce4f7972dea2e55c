import { describe, expect, test } from '@jest/globals';
import { extraWordsOf, keptText, ocidWords, provinceWords } from './kept-words.js';

describe('words that a text has beside', () => {
  test.each([
    [
      'Build V.I.P. toilets',
      [
        { index: 1, word: 'vip' },
        { index: 3, word: 'vip' },
      ],
    ],
    [
      'A B-BBEE level',
      [
        { index: 1, word: 'bbbee' },
        { index: 2, word: 'bbbee' },
      ],
    ],
    [
      'Supply of IT, grade 5 ME',
      [
        { index: 2, word: '0it' },
        { index: 5, word: '0me' },
      ],
    ],
    ['Supply it to me by e-mail. UNIT SOLD', []],
  ])('%j', (text, extras) => {
    expect(extraWordsOf(text)).toEqual(extras);
  });
});

test('an ocid is one word, and what the publisher calls the process', () => {
  expect(ocidWords('ocds-9t57fa-RFQ-12')).toBe('0ocds9t57farfq12 RFQ-12');
});

test('a national tender is in every province', () => {
  expect(provinceWords('NORTH_WEST')).toBe('0northwest');
  expect(provinceWords('NATIONAL').split(' ')).toHaveLength(9);
  expect(provinceWords(null)).toBe('');
});

test('what a tender of a team is found by beside its texts is one text', () => {
  const texts = ['V.I.P. toilets', null, 'IT support and V.I.P. lounges'];
  const kept = keptText({ language: null, ocid: 'ocds-9t57fa-c4s12', province: 'LIMPOPO', texts });
  expect(kept).toBe('0ocds9t57fac4s12 c4s12 0limpopo vip 0it');
  expect(keptText({ language: null, ocid: null, province: null, texts: ['A road'] })).toBe('');
});
