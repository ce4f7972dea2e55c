import { setBit } from './bitset.js';

/** The terms of a segment and the rows in which they occur, as the database has written them. */
export interface PostingBytes {
  /** Terms in the order of their bytes, each ended by a line feed. */
  readonly terms: Uint8Array;
  /** Rows of each term: two bytes each. */
  readonly counts: Uint8Array;
  /** Rows of one term after the other: two bytes each. */
  readonly rows: Uint8Array;
}

/** Where in a segment terms occur. */
export interface PostingLists {
  /** Sets the bits of the rows that have a term, or with `isBeginning` any that begins so. */
  mark(bits: Int32Array, term: string, isBeginning?: boolean): void;
}

const lineFeed = 10;

/** Keeps the bytes as they are: a segment has twenty thousand terms, and a text for each would take ten times the memory. */
export function readPostingLists({ terms, counts, rows: rowBytes }: PostingBytes): PostingLists {
  const bytes = Buffer.from(terms);
  const termCount = counts.length / 2;
  const rowCounts = numbersOf(counts);
  const rows = numbersOf(rowBytes);
  const starts = new Uint32Array(termCount + 1);
  const firsts = new Uint32Array(termCount + 1);
  let read = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== lineFeed) continue;
    starts[read + 1] = at + 1;
    firsts[read + 1] = (firsts[read] ?? 0) + (rowCounts[read] ?? 0);
    read += 1;
  }

  /** Negative when a term comes before the one asked for, of which so many bytes are looked at. */
  function compare(index: number, key: Uint8Array, bytesMax: number): number {
    const start = starts[index] ?? 0;
    const length = Math.min((starts[index + 1] ?? 1) - 1 - start, bytesMax);
    const common = Math.min(length, key.length);
    for (let at = 0; at < common; at += 1) {
      const difference = (bytes[start + at] ?? 0) - (key[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return length - key.length;
  }

  /** The first term that does not come before the one asked for. */
  function placeOf(key: Uint8Array): number {
    let low = 0;
    let high = termCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(middle, key, Number.POSITIVE_INFINITY) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    mark(bits, term, isBeginning = false) {
      const key = Buffer.from(term);
      const bytesMax = isBeginning ? key.length : Number.POSITIVE_INFINITY;
      const from = placeOf(key);
      let to = from;
      while (to < termCount && compare(to, key, bytesMax) === 0) to += 1;
      const last = firsts[to] ?? 0;
      for (let index = firsts[from] ?? 0; index < last; index += 1) {
        setBit(bits, rows[index] ?? 0);
      }
    },
  };
}

function numbersOf(bytes: Uint8Array): Uint16Array {
  // A copy of their own, which begins where two bytes can be read together.
  const own = Buffer.from(new Uint8Array(bytes).buffer).swap16();
  return new Uint16Array(own.buffer);
}
