import type { ValueFilter } from '../search-filter.js';
import { intersect, unite, type Bits } from './bitset.js';
import { codesWith, facetOfGroups } from './facet-groups.js';
import { isWithin, ofCodes, within, type Range } from './row-masks.js';
import type { Dictionaries, Segment } from './segment.js';

/** What an estimated value must be. */
export interface ValueTest {
  readonly range: Range;
  readonly undisclosed: 'INCLUDE' | 'EXCLUDE' | 'ONLY';
  /** 1 for each code of a group with a status whose tenders state their value in another currency. */
  readonly isOther: Uint8Array;
  /** 1 for each code of a group with a status whose tenders state a value that cannot be read. */
  readonly isUnreadable: Uint8Array;
}

export function valueTestOf({ min, max, currency, undisclosed }: ValueFilter, { groups }: Dictionaries): ValueTest {
  const facet = facetOfGroups('values', groups, currency);
  return {
    range: { from: Number(min ?? Number.NEGATIVE_INFINITY), to: Number(max ?? Number.POSITIVE_INFINITY) },
    undisclosed,
    isOther: codesWith('OTHER_CURRENCY', facet),
    isUnreadable: codesWith('UNREADABLE', facet),
  };
}

/** True when a row of a group states such an amount. */
export function hasValue(test: ValueTest, group: number, amount = Number.NaN): boolean {
  const { range, undisclosed, isOther, isUnreadable } = test;
  if (Number.isNaN(amount)) return undisclosed === 'INCLUDE' || (undisclosed === 'ONLY' && isUnreadable[group] === 0);
  return undisclosed !== 'ONLY' && isWithin(amount, range) && isOther[group] === 0;
}

/** Of these rows the ones that state such an amount. */
export function withValue(
  rows: Bits,
  { amounts }: Segment,
  { test: { range, undisclosed, isOther, isUnreadable }, groups }: { test: ValueTest; groups: Int32Array },
): Bits {
  if (undisclosed === 'ONLY') return ofCodes(intersect(rows, amounts.unstated), groups, isUnreadable);
  const disclosed = ofCodes(within(rows, amounts, range), groups, isOther);
  return undisclosed === 'EXCLUDE' ? disclosed : unite(disclosed, intersect(rows, amounts.unstated));
}
