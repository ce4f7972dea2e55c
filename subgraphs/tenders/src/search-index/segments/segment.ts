import { setBit, type Bits } from './bitset.js';
import { moments, type Lifecycle, type Moment } from '../../ocds/index.js';
import type { PostingLists } from './posting-lists.js';

/** Rows that one segment has room for: as many as places fit into 16 bits with some to spare. */
export const segmentRows = 8_192;

/** What facets count by and takes few values, together. */
export interface FacetGroup {
  readonly province: string | null;
  readonly lifecycle: Lifecycle;
  readonly procurementCategory: string | null;
  readonly method: string | null;
  readonly currency: string | null;
  /** By the amount alone; null where none is disclosed. */
  readonly range: string | null;
  readonly hasBriefing: boolean;
}

/** Values that columns of all segments have in common, each by the code that stands for it. */
export interface Values<Value> {
  readonly list: readonly Value[];
  codeOf(value: Value): number;
}

/** What codes stand for, in all segments. */
export interface Dictionaries {
  readonly groups: Values<FacetGroup>;
  readonly categories: Values<string | null>;
  readonly buyers: Values<string | null>;
}

/** A column of codes, and the rows of each code. */
export interface CodeColumn {
  /** -1 where there is no row. */
  readonly codes: Int32Array;
  /** Marks the rows of all codes that fail nothing. */
  markUnless(bits: Bits, fails: Uint8Array): void;
}

/** A column of numbers, NaN where nothing is stated, and between which they lie. */
export interface NumberColumn {
  readonly values: Float64Array;
  /** Infinity when nothing is stated. */
  readonly min: number;
  /** Minus infinity when nothing is stated. */
  readonly max: number;
  /** Rows that state nothing, among them those that are none. */
  readonly unstated: Bits;
}

/** The columns of one segment in memory. Codes are those of all segments. */
export interface Segment {
  /** Which of all segments: row `place` of the table has the number `number * 8192 + place`. */
  readonly number: number;
  readonly revision: string;
  readonly groups: CodeColumn;
  /** The code of the group times the number of moments, and among which of its dates the instant lies. */
  groupsAt(nowMs: number): Int32Array;
  readonly categories: CodeColumn;
  readonly buyers: CodeColumn;
  /** Microseconds since 1970. */
  readonly published: NumberColumn;
  /** Microseconds since 1970. */
  readonly closing: NumberColumn;
  readonly amounts: NumberColumn;
  readonly postings: PostingLists;
  /** Where there are rows. */
  readonly rows: Bits;
}

/** Facet groups with the statuses at a moment. Calculated again only when a tender has opened or closed since. */
export function groupsByTime(
  groups: Int32Array,
  { closing, opening, presumed }: Record<'closing' | 'opening' | 'presumed', Float64Array>,
): (nowMs: number) => Int32Array {
  let known = {
    groups: new Int32Array(groups.length),
    since: Number.POSITIVE_INFINITY,
    until: Number.NEGATIVE_INFINITY,
  };
  return (nowMs) => {
    const now = nowMs * 1_000;
    if (now >= known.since && now < known.until) return known.groups;
    const next = {
      groups: new Int32Array(groups.length),
      since: Number.NEGATIVE_INFINITY,
      until: Number.POSITIVE_INFINITY,
    };
    for (const [row, group] of groups.entries()) {
      const [closes = Number.NaN, opens = Number.NaN, fades = Number.NaN] = [closing[row], opening[row], presumed[row]];
      for (const time of [closes, opens, fades]) {
        if (time <= now) next.since = Math.max(next.since, time);
        else if (time > now) next.until = Math.min(next.until, time);
      }
      next.groups[row] = group < 0 ? -1 : group * moments.length + momentCode(now, { closes, opens, fades });
    }
    known = next;
    return next.groups;
  };
}

// The rule of momentOf(), for a million rows. Not stated is NaN, which is neither before nor after.
function momentCode(now: number, { closes, opens, fades }: Record<'closes' | 'opens' | 'fades', number>): number {
  if (closes <= now) return codes.AFTER_CLOSING;
  if (opens > now) return codes.BEFORE_OPENING;
  if (fades <= now) return codes.SILENT;
  return closes > now ? codes.BEFORE_CLOSING : codes.PRESUMED;
}

const codes = {
  PRESUMED: moments.indexOf('PRESUMED'),
  AFTER_CLOSING: moments.indexOf('AFTER_CLOSING'),
  BEFORE_OPENING: moments.indexOf('BEFORE_OPENING'),
  BEFORE_CLOSING: moments.indexOf('BEFORE_CLOSING'),
  SILENT: moments.indexOf('SILENT'),
} satisfies Record<Moment, number>;

/** Lists values as they come; equal ones, by their text, get one code. */
export function listValues<Value>(textOf: (value: Value) => string): Values<Value> {
  const list: Value[] = [];
  const codes = new Map<string, number>();
  return {
    list,
    codeOf(value) {
      const text = textOf(value);
      const known = codes.get(text);
      if (known !== undefined) return known;
      codes.set(text, list.length);
      return list.push(value) - 1;
    },
  };
}

/** Codes of a segment as those of all segments. */
export function readCodes<Value>(bytes: Uint8Array, own: readonly Value[], values: Values<Value>): CodeColumn {
  const shared = Int32Array.from(own, (value) => values.codeOf(value));
  const view = viewOf(bytes);
  const ownCodes = Int16Array.from({ length: bytes.length / 2 }, (_, place) => view.getInt16(place * 2));
  // The rows of one code after the other.
  const ends = new Uint32Array(own.length + 1);
  for (const code of ownCodes) if (code >= 0) ends[code + 1] = (ends[code + 1] ?? 0) + 1;
  for (let code = 0; code < own.length; code += 1) ends[code + 1] = (ends[code + 1] ?? 0) + (ends[code] ?? 0);
  const starts = ends.slice();
  const rows = new Uint16Array(ends[own.length] ?? 0);
  for (const [row, code] of ownCodes.entries()) {
    if (code < 0) continue;
    const at = starts[code] ?? 0;
    rows[at] = row;
    starts[code] = at + 1;
  }
  return {
    codes: Int32Array.from(ownCodes, (code) => shared[code] ?? -1),
    markUnless(bits, fails) {
      for (let code = 0; code < shared.length; code += 1) {
        if (fails[shared[code] ?? 0] !== 0) continue;
        const end = ends[code + 1] ?? 0;
        for (let at = ends[code] ?? 0; at < end; at += 1) {
          setBit(bits, rows[at] ?? 0);
        }
      }
    },
  };
}

export function readNumbers(bytes: Uint8Array): NumberColumn {
  const view = viewOf(bytes);
  const values = new Float64Array(bytes.length / 8);
  for (let place = 0; place < values.length; place += 1) values[place] = view.getFloat64(place * 8);
  return numberColumn(values);
}

/** A column of numbers; NaN is not stated. */
export function numberColumn(values: Float64Array): NumberColumn {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const unstated = new Int32Array(values.length / 32);
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] ?? Number.NaN;
    if (value < min) min = value;
    if (value > max) max = value;
    if (Number.isNaN(value)) setBit(unstated, place);
  }
  return { values, min, max, unstated };
}

export function bitsOfRows({ codes }: CodeColumn): Bits {
  const bits = new Int32Array(codes.length / 32);
  for (const [place, code] of codes.entries()) {
    if (code >= 0) setBit(bits, place);
  }
  return bits;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
