import { intersect, type Bits } from './bitset.js';
import type { Dictionaries, PackedBlock } from './segment.js';
import type { PackedFilter } from './segment-filter.js';
import { hitsOf, type TextTree } from '../text/text-query.js';

/** The segments that are searched at one moment. */
export interface SegmentView {
  readonly blocks: readonly PackedBlock[];
  readonly dictionaries: Dictionaries;
  /** Rows of a block that are still as they were packed. */
  rowsOf(block: PackedBlock): Bits;
}

/** Of these rows of a block the ones that have a text and a designation; of a phrase all that may have it. */
export function hitsAmong(
  rows: Bits,
  block: PackedBlock,
  { tree, filter }: { tree: TextTree | null; filter: PackedFilter },
): Bits {
  const designated = filter.designated(rows, block);
  return tree === null ? designated : intersect(hitsOf(tree, block), designated);
}
