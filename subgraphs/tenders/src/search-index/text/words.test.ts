import { describe, expect, test } from '@jest/globals';
import { isCode, wordsOf } from './words.js';

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
