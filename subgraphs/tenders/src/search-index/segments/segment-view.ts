import { intersect, type Bits } from './bitset.js';
import type { Dictionaries, Segment } from './segment.js';
import type { SegmentFilter } from './segment-filter.js';
import { hitsOf, type TextQuery } from '../text/text-query.js';

/** The segments that are searched at one moment. */
export interface SegmentView {
  readonly segments: readonly Segment[];
  readonly dictionaries: Dictionaries;
  /** Rows of a segment that are still as they were packed. */
  rowsOf(segment: Segment): Bits;
}

/** Of these rows of a segment the ones that have a text and a designation; of a phrase all that may have it. */
export function hitsAmong(
  rows: Bits,
  segment: Segment,
  { text, filter }: { text: TextQuery | null; filter: SegmentFilter },
): Bits {
  const designated = filter.designated(rows, segment);
  return text === null ? designated : intersect(hitsOf(text, segment), designated);
}
