import type { SearchPlaces } from '../find/find-page.js';
import type { FacetCount, FacetName } from '../../../search-index/index.js';
import { countOwn, readOwn } from '../own-tenders.repository.js';
import type { SearchQuery } from '../request/search-request.js';
import { countRows, type FacetRequest, type RowCounts } from './facet-rows.repository.js';
import { countSegments } from './segment-counts.repository.js';

export interface FacetCounts {
  /** Exact number of tenders that meet all conditions. */
  readonly total: number;
  readonly facets: ReadonlyMap<FacetName, readonly FacetCount[]>;
}

const countsMax = 50;
const nothing: RowCounts = { total: 0, tallies: new Map() };

/**
 * Counts a search's result by field, each facet as if its own filter had not been given, and its exact total: over public
 * tenders and the team's own.
 */
export async function countFacets(
  { database, shared }: SearchPlaces,
  query: SearchQuery,
  request: FacetRequest,
): Promise<FacetCounts> {
  const { origin } = query.filter;
  const [ofPublic, own] = await Promise.all([
    origin === 'OWN'
      ? nothing
      : shared.counts(query, request, () =>
          database.readPublic(
            async (db) => (await countSegments(db, query, request)) ?? (await countRows(db, query, request)),
          ),
        ),
    origin === 'PUBLIC'
      ? nothing
      : readOwn(database, { query: (db) => countOwn(db, query, request), otherwise: nothing }),
  ]);
  return {
    total: ofPublic.total + own.total,
    facets: new Map(
      request.facets.map((name) => [
        name,
        // Cut only when both are added: what is rare in public may be common among the team's own.
        mergeCounts([countsOf(ofPublic, name), countsOf(own, name)], countsMax),
      ]),
    ),
  };
}

function countsOf({ tallies }: RowCounts, name: FacetName): FacetCount[] {
  return [...(tallies.get(name) ?? [])].map(([value, count]) => ({ value, count }));
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
