import { setImmediate } from 'node:timers/promises';
import { intersect, isEmpty, without, type Bits } from './bitset.js';
import { segmentRows, type NumberColumn, type Segment } from './segment.js';
import type { SegmentFilter } from './segment-filter.js';
import { hitsAmong, type SegmentView } from './segment-view.js';
import type { TextQuery } from '../text/text-query.js';

/** Which rows to select. */
export interface Selection {
  readonly text: TextQuery | null;
  readonly filter: SegmentFilter;
  /** What they are ordered by. */
  readonly columnOf: (segment: Segment) => NumberColumn;
  readonly isDescending: boolean;
  /** Rows that do not state it: come last, are left out, or are the only ones asked for, in no order. */
  readonly unstated: 'last' | 'never' | 'only';
  /** Where to begin in the order; rows that lie just there are selected as well. */
  readonly from?: number | undefined;
  /** How many at least, as long as there are so many beyond `from`. */
  readonly count: number;
}

export interface SelectedRows {
  /** Numbers of rows in no order. Those that lie where the last one lies are all among them. */
  readonly docs: readonly number[];
  /** True when there may be others after them. */
  readonly isCut: boolean;
  /** What the last one has in the order, up to which none is missing; infinite when nothing is cut. */
  readonly last: number;
}

/** More rows than are ever fetched at once. */
export const selectedMax = 5_000;

// A millisecond of work or so, after which others may go on.
const segmentsAtOnce = 16;

/**
 * Selects the first rows of a search in an order. Segments are looked into in that order too, as far as needed: of a common
 * word the newest are found in the newest segments. Null when more rows lie in one place of the order than can be fetched.
 */
export async function selectRows(view: SegmentView, selection: Selection): Promise<SelectedRows | null> {
  const { filter, columnOf, isDescending, unstated, count } = selection;
  const sign = isDescending ? -1 : 1;
  const from = selection.from === undefined ? Number.NEGATIVE_INFINITY : sign * selection.from;
  const firstIn = (segment: Segment): number => (isDescending ? -columnOf(segment).max : columnOf(segment).min);
  const lastIn = (segment: Segment): number => (isDescending ? -columnOf(segment).min : columnOf(segment).max);
  const segments = unstated === 'only' ? view.segments : view.segments.toSorted((a, b) => firstIn(a) - firstIn(b));
  const kept = keepFirst(count, from);
  let looked = 0;
  for (const segment of segments) {
    const last = kept.last();
    if (unstated !== 'only' && firstIn(segment) > last) break;
    if (!filter.mayMeet(segment) || (unstated === 'never' && lastIn(segment) < from)) continue;
    looked += 1;
    if (looked % segmentsAtOnce === 0) await setImmediate();
    const { values } = columnOf(segment);
    const rows = matchingIn(view, segment, selection);
    for (let word = 0; word < rows.length; word += 1) {
      let rest = rows[word] ?? 0;
      while (rest !== 0) {
        const row = word * 32 + 31 - Math.clz32(rest & -rest);
        rest &= rest - 1;
        const value = values[row] ?? Number.NaN;
        const score = Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value;
        if (score >= from && score <= last) kept.add(score, segment.number * segmentRows + row);
      }
    }
    kept.cut();
    if (kept.docs().length > 4 * selectedMax) return null;
  }
  const last = kept.last();
  // From then on rows after the last were not even looked at.
  const isCut = last < Number.POSITIVE_INFINITY;
  return kept.docs().length > selectedMax ? null : { docs: kept.docs(), isCut, last: sign * last };
}

// The cheapest first, and words only where rows are left: reading those of a common word takes the longest.
function matchingIn(view: SegmentView, segment: Segment, { text, filter, columnOf, unstated }: Selection): Bits {
  const split = { last: null, never: without, only: intersect }[unstated];
  const all = view.rowsOf(segment);
  const listed = filter.listed(split === null ? all : split(all, columnOf(segment).unstated), segment);
  if (isEmpty(listed)) return listed;
  return filter.met(hitsAmong(listed, segment, { text, filter }), segment);
}

/** Keeps what comes first of what is added, with everything that lies in the same place as the last of it. */
function keepFirst(count: number, from: number) {
  let scores: number[] = [];
  let docs: number[] = [];
  let beyond = 0;
  let last = Number.POSITIVE_INFINITY;
  const cut = (): void => {
    if (beyond <= count) return;
    const ordered = Float64Array.from(scores.filter((score) => score > from)).sort();
    last = ordered[count - 1] ?? last;
    const isKept = scores.map((score) => score <= last);
    docs = docs.filter((_, index) => isKept[index]);
    scores = scores.filter((_, index) => isKept[index]);
    beyond = scores.filter((score) => score > from).length;
  };
  return {
    add(score: number, doc: number): void {
      scores.push(score);
      docs.push(doc);
      if (score > from) beyond += 1;
    },
    cut,
    last: () => last,
    docs: (): readonly number[] => docs,
  };
}
