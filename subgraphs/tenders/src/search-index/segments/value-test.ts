import type { ValueFilter } from '../search-filter.js';
import { intersect, unite, type Bits } from './bitset.js';
import { facetOfGroups } from './facet-groups.js';
import { isWithin, ofCodes, within, type Range } from './row-masks.js';
import type { Dictionaries, Segment } from './segment.js';

/** What an estimated value must be. */
export interface ValueTest {
  readonly range: Range;
  readonly undisclosed: 'INCLUDE' | 'EXCLUDE' | 'ONLY';
  /** 1 for each code of a group with a status whose tenders state their value in another currency. */
  readonly isOther: Uint8Array;
}

export function valueTestOf({ min, max, currency, undisclosed }: ValueFilter, { groups }: Dictionaries): ValueTest {
  const { values, places } = facetOfGroups('values', groups, currency);
  const other = values.indexOf('OTHER_CURRENCY');
  const isOther = new Uint8Array(places.length);
  for (let code = 0; code < places.length; code += 1) isOther[code] = places[code] === other ? 1 : 0;
  return {
    range: { from: Number(min ?? Number.NEGATIVE_INFINITY), to: Number(max ?? Number.POSITIVE_INFINITY) },
    undisclosed,
    isOther,
  };
}

/** True when a row of a group states such an amount. */
export function hasValue({ range, undisclosed, isOther }: ValueTest, group: number, amount = Number.NaN): boolean {
  if (Number.isNaN(amount)) return undisclosed !== 'EXCLUDE';
  return undisclosed !== 'ONLY' && isWithin(amount, range) && isOther[group] === 0;
}

/** Of these rows the ones that state such an amount. */
export function withValue(
  rows: Bits,
  { amounts }: Segment,
  { test: { range, undisclosed, isOther }, groups }: { test: ValueTest; groups: Int32Array },
): Bits {
  if (undisclosed === 'ONLY') return intersect(rows, amounts.unstated);
  const disclosed = ofCodes(within(rows, amounts, range), groups, isOther);
  return undisclosed === 'EXCLUDE' ? disclosed : unite(disclosed, intersect(rows, amounts.unstated));
}
