import type { Bits } from './bitset.js';
import type { CodeColumn, NumberColumn } from './segment.js';

/** Both ends belong to it. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export function isWithin(value = Number.NaN, { from, to }: Range): boolean {
  return value >= from && value <= to;
}

/** Rows whose code fails nothing. */
export function rowsUnless(column: CodeColumn, fails: Uint8Array): Bits {
  const bits = new Int32Array(column.codes.length / 32);
  column.markUnless(bits, fails);
  return bits;
}

// Loops over rows are written out: they run a million times for a search without a text.

/** Of these rows the ones whose code fails nothing. */
export function ofCodes(rows: Bits, codes: Int32Array, fails: Uint8Array): Bits {
  const kept = new Int32Array(rows.length);
  for (let word = 0; word < rows.length; word += 1) {
    let rest = rows[word] ?? 0;
    let bits = 0;
    while (rest !== 0) {
      const bit = rest & -rest;
      rest ^= bit;
      if (fails[codes[word * 32 + 31 - Math.clz32(bit)] ?? 0] === 0) bits |= bit;
    }
    kept[word] = bits;
  }
  return kept;
}

/** Of these rows the ones whose number lies in a range. */
export function within(rows: Bits, { values }: NumberColumn, { from, to }: Range): Bits {
  const kept = new Int32Array(rows.length);
  for (let word = 0; word < rows.length; word += 1) {
    let rest = rows[word] ?? 0;
    let bits = 0;
    while (rest !== 0) {
      const bit = rest & -rest;
      rest ^= bit;
      const value = values[word * 32 + 31 - Math.clz32(bit)] ?? Number.NaN;
      if (value >= from && value <= to) bits |= bit;
    }
    kept[word] = bits;
  }
  return kept;
}

/** False when no number of the column lies in a range. */
export function overlaps({ min, max }: NumberColumn, { from, to }: Range): boolean {
  return min <= to && max >= from;
}
