import { describe, expect, test } from '@jest/globals';
import { isCode, spellQuery, wordsOf } from './words.js';

describe('words of a text', () => {
  test.each<[string, string[]]>([
    ['Repair of a Pump', ['repair', 'of', 'a', 'pump']],
    ['RFQ/OBP166/2025/26', ['rfq', 'obp166', '2025', '26']],
    [
      'bids@city.gov.za, https://x.example/a_b.pdf',
      ['bids', 'city', 'gov', 'za', 'https', 'x', 'example', 'a', 'b', 'pdf'],
    ],
    ['roll‑on – roll-off “as required” R2.5m', ['roll', 'on', 'roll', 'off', 'as', 'required', 'r2', '5m']],
    ['Re\u0301paration de la chaussée', ['réparation', 'de', 'la', 'chaussée']],
    ['Хлібопродукти 工事', ['хлібопродукти', '工事']],
    ['\0 \uD800 --- ', []],
    ['', []],
  ])('%j are its runs of letters and digits', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test.each([
    ['7ce', true],
    ['obp166', true],
    ['2026', true],
    ['1e6', true],
    ['34e8c', false],
    ['pump', false],
    ['é5', false],
  ])('%s stands for itself: %p', (word, expected) => {
    expect(isCode(word)).toBe(expected);
  });
});

describe('a search text', () => {
  test.each([
    ['road works', 'road works'],
    ['OBP166', 'obp166'],
    ['RFQ/OBP166', '"rfq obp166"'],
    ['"Road, Maintenance" -tyres', '"road maintenance" -tyres'],
    ['-e-waste or tyre', '-"e waste" or tyre'],
    ['and/or', '"and or"'],
    ['-"roll on" "open', '-"roll on" "open"'],
    ['\'"\\ & | ! () : * - -- <->', ''],
    ['x\0y', '"x y"'],
  ])('%j is spelt so that punctuation parts words: %j', (text, spelt) => {
    expect(spellQuery(text)).toBe(spelt);
  });
});
