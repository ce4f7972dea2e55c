/** Kinds of repairs, as documented in the README of this service. */
export const repairKinds = [
  'DATE_REWRITTEN',
  'DATE_LEFT_OUT',
  'CODE_RESPELLED',
  'CODE_MOVED',
  'CODE_LEFT_OUT',
  'ID_AS_TEXT',
  'ID_ADDED',
  'TYPE_CONVERTED',
  'TYPE_LEFT_OUT',
  'ADDRESS_ENCODED',
  'ADDRESS_LEFT_OUT',
  'EMPTY_LEFT_OUT',
  'DUPLICATE_LEFT_OUT',
  'CONTRACT_LEFT_OUT',
  'TAG_DERIVED',
  'INITIATION_ADDED',
] as const;

/** What was done to a value so that the release is valid. */
export type RepairKind = (typeof repairKinds)[number];

/** How often each repair was made; kinds that were not needed are absent. */
export type RepairCounts = Map<RepairKind, number>;

/** Counts one repair. */
export function countRepair(counts: RepairCounts, kind: RepairKind, times = 1): void {
  counts.set(kind, (counts.get(kind) ?? 0) + times);
}
