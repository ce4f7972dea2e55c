import { expect, test } from '@jest/globals';
import { inventedWords, verified } from './second-reader.js';

const source = 'Supply of 1 500 pipes to Mthatha by 12 May 2026, for R2,000.00.';

test.each([
  ['Supply of 1500 pipes to Mthatha', []],
  ['Supply of 1 600 pipes', ['1 600']],
  ['Pipes for Durban', ['Durban']],
  ['Due 12 May 2027', ['2027']],
])('%s', (text, invented) => {
  expect(inventedWords(text, source)).toEqual(invented);
});

test('statements with words that the source does not have are dropped', () => {
  expect(verified([{ text: 'Pipes to Mthatha' }, { text: 'Pipes to Nowhere' }], source)).toEqual([
    { text: 'Pipes to Mthatha' },
  ]);
});
