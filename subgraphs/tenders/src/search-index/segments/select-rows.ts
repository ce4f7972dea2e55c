import { setImmediate } from 'node:timers/promises';
import { intersect, isEmpty, without, type Bits } from './bitset.js';
import { blockRows, type NumberColumn, type PackedBlock } from './segment.js';
import type { PackedFilter } from './segment-filter.js';
import { hitsAmong, type SegmentView } from './segment-view.js';
import type { TextTree } from '../text/text-query.js';

/** Which rows to pick. */
export interface Pick {
  readonly tree: TextTree | null;
  readonly filter: PackedFilter;
  /** What they are ordered by. */
  readonly columnOf: (block: PackedBlock) => NumberColumn;
  readonly isDescending: boolean;
  /** Rows that do not state it: come last, are left out, or are the only ones wanted, in no order. */
  readonly unstated: 'last' | 'never' | 'only';
  /** Where to begin in the order; rows that lie just there are picked as well. */
  readonly from?: number | undefined;
  /** How many at least, as long as there are so many beyond `from`. */
  readonly count: number;
}

export interface Picked {
  /** Numbers of rows in no order. Those that lie where the last one lies are all among them. */
  readonly docs: readonly number[];
  /** True when there may be others behind them. */
  readonly isCut: boolean;
  /** What the last one has in the order, up to which none is missing; infinite when nothing is cut. */
  readonly last: number;
}

/** More rows than are ever fetched at once. */
export const pickedMax = 5_000;

// A millisecond of work or so, after which others may go on.
const blocksAtOnce = 16;

/**
 * Picks the first rows of a search in an order. Blocks are looked into in that order too, as far as needed: of a common
 * word the newest are found in the newest blocks. Null when more rows lie in one place of the order than can be fetched.
 */
export async function pickRows(view: SegmentView, pick: Pick): Promise<Picked | null> {
  const { filter, columnOf, isDescending, unstated, count } = pick;
  const sign = isDescending ? -1 : 1;
  const from = pick.from === undefined ? Number.NEGATIVE_INFINITY : sign * pick.from;
  const firstIn = (block: PackedBlock): number => (isDescending ? -columnOf(block).max : columnOf(block).min);
  const lastIn = (block: PackedBlock): number => (isDescending ? -columnOf(block).min : columnOf(block).max);
  const blocks = unstated === 'only' ? view.blocks : view.blocks.toSorted((a, b) => firstIn(a) - firstIn(b));
  const kept = keepFirst(count, from);
  let looked = 0;
  for (const block of blocks) {
    const last = kept.last();
    if (unstated !== 'only' && firstIn(block) > last) break;
    if (!filter.mayMeet(block) || (unstated === 'never' && lastIn(block) < from)) continue;
    looked += 1;
    if (looked % blocksAtOnce === 0) await setImmediate();
    const { values } = columnOf(block);
    const rows = wantedIn(view, block, pick);
    for (let word = 0; word < rows.length; word += 1) {
      let rest = rows[word] ?? 0;
      while (rest !== 0) {
        const row = word * 32 + 31 - Math.clz32(rest & -rest);
        rest &= rest - 1;
        const value = values[row] ?? Number.NaN;
        const score = Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value;
        if (score >= from && score <= last) kept.add(score, block.block * blockRows + row);
      }
    }
    kept.cut();
    if (kept.docs().length > 4 * pickedMax) return null;
  }
  const last = kept.last();
  // From then on rows behind the last were not even looked at.
  const isCut = last < Number.POSITIVE_INFINITY;
  return kept.docs().length > pickedMax ? null : { docs: kept.docs(), isCut, last: sign * last };
}

// The cheapest first, and words only where rows are left: reading those of a common word takes the longest.
function wantedIn(view: SegmentView, block: PackedBlock, { tree, filter, columnOf, unstated }: Pick): Bits {
  const split = { last: null, never: without, only: intersect }[unstated];
  const all = view.rowsOf(block);
  const listed = filter.listed(split === null ? all : split(all, columnOf(block).unstated), block);
  if (isEmpty(listed)) return listed;
  return filter.met(hitsAmong(listed, block, { tree, filter }), block);
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
