// cspell:ignore suppli
import { describe, expect, test } from '@jest/globals';
import { searchVector, splitTexts, type SearchTexts } from './search-vector.js';

const empty: SearchTexts = { A: '', B: '', C: '', D: '' };
const stems = new Map([
  ['roads', ['road']],
  ['road', ['road']],
  ['of', []],
  ['supply', ['suppli']],
  ['34e8c', ['34e8', 'c']],
]);

function vectorOf(texts: Partial<SearchTexts>): Record<string, number | readonly number[]> | null {
  const vector = searchVector(splitTexts({ ...empty, ...texts }), stems);
  return vector === null ? null : Object.fromEntries(vector);
}

const a = 3 * 16_384;
const b = 2 * 16_384;

describe('the vector of a document', () => {
  test('counts common words as places, though they are not in it', () => {
    expect(vectorOf({ A: 'supply of roads' })).toEqual({ suppli: a + 1, road: a + 3 });
  });

  test('keeps a gap between fields, so that no phrase reaches across', () => {
    expect(vectorOf({ A: 'supply', B: 'road Roads 2026' })).toEqual({
      suppli: a + 1,
      road: [b + 10, b + 11],
      '2026': b + 12,
    });
  });

  test('gives the parts of a word that the database takes apart places of their own', () => {
    expect(vectorOf({ D: '34e8c road' })).toEqual({ '34e8': 1, c: 2, road: 3 });
  });

  test('cannot be made while a word is unknown', () => {
    expect(vectorOf({ A: 'supply of unicorns' })).toBeNull();
  });

  test('stays within what the database can hold', () => {
    const long = vectorOf({ A: 'road '.repeat(300), B: `${'x'.repeat(201)} ${'7 '.repeat(20_000)}` });
    expect(long?.['road']).toHaveLength(255);
    expect(long?.['7']).toHaveLength(255);
    expect(Object.keys(long ?? {}).toSorted()).toEqual(['7', 'road']);
    const many = vectorOf({ C: Array.from({ length: 20_000 }, (_, index) => `n${index}`).join(' ') });
    expect(Object.keys(many ?? {})).toHaveLength(16_383);
  });
});
