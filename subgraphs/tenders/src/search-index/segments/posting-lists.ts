import { setBit } from './bitset.js';

/** The terms of a block and the rows in which they occur, as the database has written them. */
export interface TermBytes {
  /** Terms in the order of their bytes, each ended by a line feed. */
  readonly terms: Uint8Array;
  /** Rows of each term: two bytes each. */
  readonly counts: Uint8Array;
  /** Rows of one term after the other: two bytes each. */
  readonly places: Uint8Array;
}

/** Where in a block terms occur. */
export interface PackedTerms {
  /** Sets the bits of the rows that have a term, or with `isBeginning` any that begins so. */
  mark(bits: Int32Array, term: string, isBeginning?: boolean): void;
}

const lineFeed = 10;

/** Keeps the bytes as they are: a block has twenty thousand terms, and a text for each would take ten times the memory. */
export function readTerms({ terms, counts, places }: TermBytes): PackedTerms {
  const bytes = Buffer.from(terms);
  const termCount = counts.length / 2;
  const rowCounts = numbersOf(counts);
  const rows = numbersOf(places);
  const starts = new Uint32Array(termCount + 1);
  const firsts = new Uint32Array(termCount + 1);
  let read = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== lineFeed) continue;
    starts[read + 1] = at + 1;
    firsts[read + 1] = (firsts[read] ?? 0) + (rowCounts[read] ?? 0);
    read += 1;
  }

  /** Negative when a term comes before the wanted one, by as many bytes of it as are wanted at most. */
  function compare(index: number, wanted: Uint8Array, bytesMax: number): number {
    const start = starts[index] ?? 0;
    const length = Math.min((starts[index + 1] ?? 1) - 1 - start, bytesMax);
    const common = Math.min(length, wanted.length);
    for (let at = 0; at < common; at += 1) {
      const difference = (bytes[start + at] ?? 0) - (wanted[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return length - wanted.length;
  }

  /** The first term that does not come before the wanted one. */
  function placeOf(wanted: Uint8Array): number {
    let low = 0;
    let high = termCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(middle, wanted, Number.POSITIVE_INFINITY) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    mark(bits, term, isBeginning = false) {
      const wanted = Buffer.from(term);
      const bytesMax = isBeginning ? wanted.length : Number.POSITIVE_INFINITY;
      const from = placeOf(wanted);
      let to = from;
      while (to < termCount && compare(to, wanted, bytesMax) === 0) to += 1;
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
