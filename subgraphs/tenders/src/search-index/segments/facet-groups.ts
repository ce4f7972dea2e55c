import type { FacetName } from '../facet-names.js';
import { moments, statusOf, type Moment } from '../../ocds/index.js';
import { listValues, type FacetGroup, type Values } from './segment.js';

/** Facets whose values a group has. */
export type GroupFacet = Exclude<FacetName, 'categories' | 'buyers'>;

/** The value of one facet for each group, as a place in a short list. */
export interface FacetOfGroups {
  readonly values: readonly (string | null)[];
  readonly places: Int32Array;
}

const facetsOfGroups = new WeakMap<Values<FacetGroup>, Map<string, FacetOfGroups>>();

// Worked out once for all groups there are, and again when there are more.
export function facetOfGroups(facet: GroupFacet, groups: Values<FacetGroup>, currency: string): FacetOfGroups {
  const known = facetsOfGroups.get(groups) ?? new Map<string, FacetOfGroups>();
  facetsOfGroups.set(groups, known);
  const key = facet === 'values' ? `values ${currency}` : facet;
  const kept = known.get(key);
  if (kept?.places.length === groups.list.length * moments.length) return kept;
  const values = listValues<string | null>((value) => JSON.stringify(value));
  const places = Int32Array.from(
    groups.list.flatMap((group) =>
      moments.map((moment) => values.codeOf(valueOfGroup(facet, { group, moment, currency }))),
    ),
  );
  // Any text of three letters may be asked for as a currency.
  if (known.size > facetsKeptMax) known.clear();
  const made = { values: values.list, places };
  known.set(key, made);
  return made;
}

const facetsKeptMax = 16;

const codesOfValues = new WeakMap<FacetOfGroups, Map<string, Uint8Array>>();

/** 1 for each code of a group with a status that has this value: worked out once, as there are a hundred thousand codes. */
export function codesWith(value: string, facet: FacetOfGroups): Uint8Array {
  const known = codesOfValues.get(facet) ?? new Map<string, Uint8Array>();
  codesOfValues.set(facet, known);
  const kept = known.get(value);
  if (kept !== undefined) return kept;
  const match = facet.values.indexOf(value);
  const codes = new Uint8Array(facet.places.length);
  for (let code = 0; code < codes.length; code += 1) codes[code] = facet.places[code] === match ? 1 : 0;
  known.set(value, codes);
  return codes;
}

/** What a group says for a facet; `moment` is among which of its dates the instant lies. */
export function valueOfGroup(
  facet: GroupFacet,
  { group, moment, currency }: { group: FacetGroup; moment: Moment; currency: string },
): string | null {
  switch (facet) {
    case 'provinces':
      return group.province;
    case 'procurementCategories':
      return group.procurementCategory;
    case 'methods':
      return group.method;
    case 'briefing':
      return String(group.hasBriefing);
    case 'values':
      if (group.range === null) return 'UNDISCLOSED';
      if (group.range === 'UNREADABLE') return group.range;
      return group.currency === currency ? group.range : 'OTHER_CURRENCY';
    case 'statuses':
      return statusOf(group.lifecycle, moment);
  }
}
