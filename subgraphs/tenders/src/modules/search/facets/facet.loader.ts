import { createLookupLoader } from '@hub/runtime/loaders';
import type { FacetName } from '../../../search-index/index.js';
import type { FacetCounts } from './count-facets.js';

/** Counts of one search. What is asked for in one tick is counted together. */
export function createFacetLoader(count: (facets: readonly FacetName[]) => Promise<FacetCounts>) {
  return createLookupLoader<FacetName | 'total', FacetCounts, null>({
    nameOf: (name) => name,
    missing: () => null,
    async find(names) {
      const counted = await count(names.filter((name) => name !== 'total'));
      return new Map(names.map((name) => [name, counted]));
    },
  });
}
