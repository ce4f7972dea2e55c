import { compareDecimals } from '@hub/runtime/decimal';
import type { SearchPosition } from '../request/search-cursor.js';
import type { SearchOrder } from '../request/search-request.js';
import type { FacetCount } from '../../../search-index/index.js';

const descending: ReadonlySet<SearchOrder> = new Set(['RELEVANCE', 'CLOSING_DESC', 'PUBLISHED_DESC', 'VALUE_DESC']);

/**
 * Joins two lists that are each in the order asked for. Exactly the database's order: by value, then by id in the same
 * direction, and last what states no value, by id.
 */
export function mergePositions<Position extends SearchPosition>(
  lists: readonly (readonly Position[])[],
  orderBy: SearchOrder,
): Position[] {
  const sign = descending.has(orderBy) ? -1 : 1;
  return lists.flat().sort((left, right) => {
    if (left.value === null || right.value === null) {
      if (left.value !== right.value) return left.value === null ? 1 : -1;
      return compareIds(left, right);
    }
    // Amounts and microseconds have more digits than a number holds.
    return sign * (compareDecimals(left.value, right.value) || compareIds(left, right));
  });
}

function compareIds(left: SearchPosition, right: SearchPosition): number {
  return left.tenderId < right.tenderId ? -1 : Number(left.tenderId > right.tenderId);
}

/** Adds counts of the same value together; most first, and of as many those not stated last. */
export function mergeCounts(lists: readonly (readonly FacetCount[])[], countsMax: number): FacetCount[] {
  const counts = new Map<string | null, number>();
  for (const { value, count } of lists.flat()) counts.set(value, (counts.get(value) ?? 0) + count);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((left, right) => right.count - left.count || compareValues(left.value, right.value))
    .slice(0, countsMax);
}

function compareValues(left: string | null, right: string | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return left < right ? -1 : Number(left > right);
}
