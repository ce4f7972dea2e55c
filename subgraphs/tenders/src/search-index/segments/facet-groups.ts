import type { FacetName } from '../facet-names.js';
import { listValues, liveStatuses, type Cube, type Values } from './segment.js';

/** Facets whose values a cube has. */
export type CubeFacet = Exclude<FacetName, 'categories' | 'buyers'>;

/** The value of one facet for each cube, as a place in a short list. */
export interface FacetOfCubes {
  readonly values: readonly (string | null)[];
  readonly places: Int32Array;
}

const facetsOfCubes = new WeakMap<Values<Cube>, Map<string, FacetOfCubes>>();

// Worked out once for all cubes there are, and again when there are more.
export function facetOfCubes(facet: CubeFacet, cubes: Values<Cube>, currency: string): FacetOfCubes {
  const known = facetsOfCubes.get(cubes) ?? new Map<string, FacetOfCubes>();
  facetsOfCubes.set(cubes, known);
  const key = facet === 'values' ? `values ${currency}` : facet;
  const kept = known.get(key);
  if (kept?.places.length === cubes.list.length * liveStatuses.length) return kept;
  const values = listValues<string | null>((value) => JSON.stringify(value));
  const places = Int32Array.from(
    cubes.list.flatMap((cube) =>
      liveStatuses.map((live) => values.codeOf(valueOfCube(facet, { cube, live, currency }))),
    ),
  );
  // Any text of three letters may be asked for as a currency.
  if (known.size > facetsKeptMax) known.clear();
  const made = { values: values.list, places };
  known.set(key, made);
  return made;
}

const facetsKeptMax = 16;

/** What a cube says for a facet; `live` is the status it has if its tenders are live. */
export function valueOfCube(
  facet: CubeFacet,
  { cube, live, currency }: { cube: Cube; live: string; currency: string },
): string | null {
  switch (facet) {
    case 'provinces':
      return cube.province;
    case 'procurementCategories':
      return cube.procurementCategory;
    case 'methods':
      return cube.method;
    case 'briefing':
      return String(cube.hasBriefing);
    case 'values':
      if (cube.range === null) return 'UNDISCLOSED';
      return cube.currency === currency ? cube.range : 'OTHER_CURRENCY';
    case 'statuses':
      if (cube.lifecycle === 'LIVE') return live;
      return cube.lifecycle === 'COMPLETE' ? 'CLOSED' : cube.lifecycle;
  }
}
