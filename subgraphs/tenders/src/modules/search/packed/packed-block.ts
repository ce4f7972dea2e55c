/** What facets count by and takes few values, together. */
export interface Cube {
  readonly province: string | null;
  readonly lifecycle: string;
  readonly procurementCategory: string | null;
  readonly method: string | null;
  readonly currency: string | null;
  /** By the amount alone; null where none is disclosed. */
  readonly range: string | null;
  readonly hasBriefing: boolean;
}

/** Values that columns of all blocks have in common, each by the code that stands for it. */
export interface Values<Value> {
  readonly list: readonly Value[];
  codeOf(value: Value): number;
}

/** What codes stand for, in all blocks. */
export interface Dictionaries {
  readonly cubes: Values<Cube>;
  readonly categories: Values<string | null>;
  readonly buyers: Values<string | null>;
}

/** Statuses that a live tender has by its dates. */
export const liveStatuses = ['OPEN', 'CLOSED', 'PLANNED'] as const;

/** The columns of one block in memory. Codes are those of all blocks; -1 where there is no row. */
export interface PackedBlock {
  readonly revision: string;
  /** Three times the code of the cube, and the status a live tender has at that moment. */
  cubesAt(nowMs: number): Int32Array;
  readonly categories: Int32Array;
  readonly buyers: Int32Array;
  /** Where there are rows, one bit each. */
  readonly rows: Int32Array;
}

/** Cubes with the statuses of a moment. They are worked out again only when a tender has opened or closed since. */
export function cubesByTime(
  cubes: Int32Array,
  { closings, openings }: { closings: Float64Array; openings: Float64Array },
): (nowMs: number) => Int32Array {
  let known = { cubes: new Int32Array(cubes.length), since: Number.POSITIVE_INFINITY, until: Number.NEGATIVE_INFINITY };
  return (nowMs) => {
    if (nowMs >= known.since && nowMs < known.until) return known.cubes;
    const next = {
      cubes: new Int32Array(cubes.length),
      since: Number.NEGATIVE_INFINITY,
      until: Number.POSITIVE_INFINITY,
    };
    for (const [row, cube] of cubes.entries()) {
      const [closing = Number.NaN, opening = Number.NaN] = [closings[row], openings[row]];
      for (const time of [closing, opening]) {
        if (time <= nowMs) next.since = Math.max(next.since, time);
        else if (time > nowMs) next.until = Math.min(next.until, time);
      }
      // Not stated is NaN, which is neither before nor after.
      const status = closing <= nowMs ? 1 : opening > nowMs ? 2 : 0;
      next.cubes[row] = cube < 0 ? -1 : cube * liveStatuses.length + status;
    }
    known = next;
    return next.cubes;
  };
}

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

/** Codes of a block as those of all blocks. */
export function readCodes<Value>(bytes: Uint8Array, own: readonly Value[], values: Values<Value>): Int32Array {
  const codes = Int32Array.from(own, (value) => values.codeOf(value));
  const view = viewOf(bytes);
  return Int32Array.from({ length: bytes.length / 2 }, (_, place) => codes[view.getInt16(place * 2)] ?? -1);
}

export function readTimes(bytes: Uint8Array): Float64Array {
  const view = viewOf(bytes);
  return Float64Array.from({ length: bytes.length / 8 }, (_, place) => view.getFloat64(place * 8));
}

/** One bit for each place. */
export function bitsOfPlaces(bytes: Uint8Array, blockRows: number): Int32Array {
  const bits = new Int32Array(blockRows / 32);
  const view = viewOf(bytes);
  for (let at = 0; at < bytes.length; at += 2) {
    const place = view.getInt16(at);
    bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
  }
  return bits;
}

export function bitsOfRows(codes: Int32Array): Int32Array {
  const bits = new Int32Array(codes.length / 32);
  for (const [place, code] of codes.entries()) {
    if (code >= 0) bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
  }
  return bits;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
