import { describe, expect, test } from '@jest/globals';
import { readPostingLists, type PostingLists } from './posting-lists.js';

const segmentRows = 8_192;

/** Terms as the database writes them, each with its rows. */
function packed(entries: readonly (readonly [term: string, rows: readonly number[]])[]): PostingLists {
  const inOrder = entries.toSorted(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  return readPostingLists({
    terms: Buffer.concat(inOrder.map(([term]) => Buffer.from(`${term}\n`))),
    counts: twoBytesEach(inOrder.map(([, rows]) => rows.length)),
    rows: twoBytesEach(inOrder.flatMap(([, rows]) => rows)),
  });
}

function twoBytesEach(numbers: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(numbers.length * 2);
  for (const [index, number] of numbers.entries()) bytes.writeUInt16BE(number, index * 2);
  return bytes;
}

function marked(terms: PostingLists, term: string, isBeginning?: boolean): number[] {
  const bits = new Int32Array(segmentRows / 32);
  terms.mark(bits, term, isBeginning);
  return Array.from({ length: segmentRows }, (_, row) => row).filter(
    (row) => ((bits[row >>> 5] ?? 0) & (1 << (row & 31))) !== 0,
  );
}

const words = packed([
  ['\u0001abc', [2, 3]],
  ['\u0002', [9]],
  ['\u0002GB6', [10, 11]],
  ['air', [0]],
  ['road', [1, 31, 32, 8_191]],
  ['roads', [5]],
  ['roadwork', [6, 1]],
  ['roa', [4]],
  ['zinc', [7, 8]],
]);

describe('the rows of a term', () => {
  test.each<[string, number[]]>([
    ['\u0001abc', [2, 3]],
    ['zinc', [7, 8]],
    ['air', [0]],
    // In any order, in the first and in the last bit of a number, and in the last row there can be.
    ['road', [1, 31, 32, 8_191]],
    // One that begins others, and one that others begin.
    ['roa', [4]],
    ['roadwork', [1, 6]],
    // The empty designation is not the beginning of all.
    ['\u0002', [9]],
  ])('%j are %j', (term, rows) => {
    expect(marked(words, term)).toEqual(rows);
  });

  test.each(['', '\u0000', 'aaa', 'roadw', 'roadworks', 'zinc\n', 'zink', '\u{10FFFF}'])('%j are none', (term) => {
    expect(marked(words, term)).toEqual([]);
  });

  test('are added to those that are marked already', () => {
    const bits = new Int32Array(segmentRows / 32);
    bits[0] = 1 << 30;
    words.mark(bits, 'roa');
    words.mark(bits, 'roads');
    expect(bits[0]).toBe((1 << 30) | (1 << 4) | (1 << 5));
  });
});

describe('the rows of all terms that begin so', () => {
  test.each<[string, number[]]>([
    ['roa', [1, 4, 5, 6, 31, 32, 8_191]],
    ['road', [1, 5, 6, 31, 32, 8_191]],
    ['roadw', [1, 6]],
    ['roadworks', []],
    ['a', [0]],
    ['z', [7, 8]],
    ['zz', []],
    ['\u0001', [2, 3]],
    ['\u0002GB', [10, 11]],
  ])('%j are %j', (beginning, rows) => {
    expect(marked(words, beginning, true)).toEqual(rows);
  });
});

describe('terms of several bytes', () => {
  // By UTF-16 units the last two would stand the other way round; the database orders by bytes.
  const terms = packed([
    ['z', [0]],
    ['école', [1]],
    ['études', [2]],
    ['мост', [3]],
    ['工事', [4]],
    ['\uFF5A', [5]],
    ['\u{1F6A7}', [6]],
  ]);

  test.each<[string, number]>([
    ['z', 0],
    ['école', 1],
    ['études', 2],
    ['мост', 3],
    ['工事', 4],
    ['\uFF5A', 5],
    ['\u{1F6A7}', 6],
  ])('%j is found', (term, row) => {
    expect(marked(terms, term)).toEqual([row]);
  });

  test('begin with whole characters', () => {
    expect(marked(terms, 'é', true)).toEqual([1, 2]);
    expect(marked(terms, '工', true)).toEqual([4]);
    expect(marked(terms, 'мос', true)).toEqual([3]);
  });
});

test('bytes that begin in the middle of others are read where they are', () => {
  // As a driver hands them over: a part of a longer message, at an odd place of it.
  const message = Buffer.concat([Buffer.from('x'), twoBytesEach([513, 258])]);
  const terms = readPostingLists({
    terms: Buffer.from('a\nb\n'),
    counts: twoBytesEach([1, 1]),
    rows: message.subarray(1),
  });
  expect([marked(terms, 'a'), marked(terms, 'b')]).toEqual([[513], [258]]);
});

test('a segment without any term has no rows for one', () => {
  expect(marked(packed([]), 'road')).toEqual([]);
  expect(marked(packed([]), '', true)).toEqual([]);
});
