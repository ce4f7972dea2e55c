export const exclusionReasons = [
  'NOT_CONCLUDED',
  'UNDISCLOSED_VALUE',
  'NO_CURRENCY',
  'IMPLAUSIBLE_VALUE',
  'SHARED_VALUE',
] as const;

export type ExclusionReason = (typeof exclusionReasons)[number];

/** Awards of one owner that go the same way: into the sum of a currency, or out of all sums for one reason. */
export interface AwardCount {
  readonly reason: ExclusionReason | null;
  readonly currency: string | null;
  readonly awards: number;
  /** Exact decimal in text. */
  readonly amount: string | null;
}

/** Awards added up, with the denominator. */
export interface AwardTotals {
  readonly totals: { readonly currency: string; readonly amount: string; readonly awards: number }[];
  readonly awards: number;
  readonly awardsUsed: number;
  readonly awardsExcluded: number;
  readonly exclusions: { readonly reason: ExclusionReason; readonly awards: number }[];
}

/** Adds counts up, largest first. */
export function awardTotals(counts: readonly AwardCount[]): AwardTotals {
  const totals = counts.flatMap(({ reason, currency, amount, awards }) =>
    reason === null && currency !== null && amount !== null ? [{ currency, amount, awards }] : [],
  );
  const exclusions = counts.flatMap(({ reason, awards }) => (reason === null ? [] : [{ reason, awards }]));
  const awardsUsed = sumOf(totals);
  const awardsExcluded = sumOf(exclusions);
  return {
    totals: totals.toSorted((left, right) => right.awards - left.awards || compare(left.currency, right.currency)),
    awards: awardsUsed + awardsExcluded,
    awardsUsed,
    awardsExcluded,
    exclusions: exclusions.toSorted((left, right) => right.awards - left.awards || compare(left.reason, right.reason)),
  };
}

function sumOf(counts: readonly { awards: number }[]): number {
  return counts.reduce((sum, { awards }) => sum + awards, 0);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
