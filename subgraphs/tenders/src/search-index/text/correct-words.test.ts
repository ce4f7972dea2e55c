import { describe, expect, test } from '@jest/globals';
import { correctableWords, editDistance, likeliestWord, replaceWords, transpositionsOf } from './correct-words.js';

describe('words that may be misspelt', () => {
  test.each([
    ['Road maintanance', ['road', 'maintanance']],
    ['the raod of rod', ['raod']],
    ['RFQ/OBP166/2025 34e8c bridg', ['bridg']],
    ['bridg bridg', ['bridg']],
    ['"bridg" roads', []],
    ['bridg -roads', []],
    ['bridg roa*', []],
    ['roll-of', ['roll']],
    ['broiler sewing raods', ['raods']],
    ['мост 工事 🚧', ['мост']],
    ['', []],
  ])('of %j are %j', (text, words) => {
    expect(correctableWords(text)).toEqual(words);
  });

  test('are eight at most', () => {
    expect(
      correctableWords(Array.from({ length: 60 }, (_, index) => `word${'abcdefghij'[index % 10]}`).join(' ')),
    ).toHaveLength(8);
  });
});

test.each([
  ['road', 'road', 0],
  ['raod', 'road', 1],
  ['rod', 'road', 1],
  ['roads', 'road', 1],
  ['roed', 'road', 1],
  ['constuctoin', 'construction', 2],
  ['', 'road', 4],
  ['мсот', 'мост', 1],
])('from %j to %j it takes %i', (left, right, distance) => {
  expect(editDistance(left, right)).toBe(distance);
  expect(editDistance(right, left)).toBe(distance);
});

test('every pair of neighbouring letters is exchanged once', () => {
  expect(transpositionsOf('raod')).toEqual(['arod', 'road', 'rado']);
  expect(transpositionsOf('a')).toEqual([]);
});

describe('the likeliest word', () => {
  test('is near, and of near ones the common one', () => {
    const candidates = [
      { word: 'maintainance', tenderCount: 2 },
      { word: 'maintenance', tenderCount: 200 },
      { word: 'countenance', tenderCount: 200 },
    ];
    expect(likeliestWord('maintanance', candidates)).toBe('maintenance');
  });

  test('is two errors away only if it is much more common', () => {
    const near = { word: 'constuction', tenderCount: 2 };
    expect(likeliestWord('constuctoin', [near, { word: 'construction', tenderCount: 200 }])).toBe('construction');
    expect(likeliestWord('constuctoin', [near, { word: 'construction', tenderCount: 20 }])).toBe('constuction');
  });

  test('of a word that some tender has is one error away, and no rarer', () => {
    const construction = { word: 'construction', tenderCount: 2, typedCount: 2 };
    expect(likeliestWord('contruction', [construction])).toBe('construction');
    expect(likeliestWord('contruction', [{ ...construction, tenderCount: 1 }])).toBeNull();
    expect(likeliestWord('contruktion', [construction])).toBeNull();
  });

  test('is none that no tender has, and none two errors from a short one', () => {
    expect(likeliestWord('bridg', [{ word: 'bridge', tenderCount: 0 }])).toBeNull();
    expect(likeliestWord('brdg', [{ word: 'bridge', tenderCount: 200 }])).toBeNull();
  });
});

describe('a correction', () => {
  test.each([
    ['brioler', 'boiler'],
    ['tilling', 'filling'],
    ['milming', 'filming'],
    ['drones', 'stones'],
    ['caterring', 'centering'],
  ])('of %j is not %j, which is of another trade', (typed, word) => {
    expect(likeliestWord(typed, [{ word, tenderCount: 5_000 }])).toBeNull();
  });

  test.each([
    ['brioler', 'broiler'],
    ['briolers', 'broilers'],
    ['cleening', 'cleaning'],
    ['maintanence', 'maintenance'],
    ['electrcal', 'electrical'],
    ['weldng', 'welding'],
  ])('of %j may be %j', (typed, word) => {
    expect(likeliestWord(typed, [{ word, tenderCount: 5_000 }])).toBe(word);
  });

  test('is none for a word of a trade, however rare', () => {
    expect(correctableWords('drones tractors culverts broilers')).toEqual(['culverts']);
  });
});

test('only words are replaced, and all else stays as typed', () => {
  expect(replaceWords('Raod, (RAOD) & raods!', new Map([['raod', 'road']]))).toBe('road, (road) & raods!');
});
