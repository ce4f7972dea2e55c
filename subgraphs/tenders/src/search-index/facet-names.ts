/** The fields that a result is counted by. */
export const facetNames = [
  'provinces',
  'statuses',
  'procurementCategories',
  'methods',
  'categories',
  'buyers',
  'values',
  'briefing',
] as const;

export type FacetName = (typeof facetNames)[number];

/** How many tenders have a value; null stands for "not stated". */
export interface FacetCount {
  /** statuses: a TenderStatus; buyers: the buyer's row id; values: a bucket; briefing: `true` or `false`. */
  value: string | null;
  count: number;
}
