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
  readonly totals: {
    readonly value: { readonly currency: string; readonly amount: string };
    readonly awardCount: number;
  }[];
  readonly awardCount: number;
  readonly usedAwardCount: number;
  readonly excludedAwardCount: number;
  readonly exclusions: { readonly reason: ExclusionReason; readonly awardCount: number }[];
}

/** Adds counts up, largest first. */
export function awardTotals(counts: readonly AwardCount[]): AwardTotals {
  const totals = counts.flatMap(({ reason, currency, amount, awards }) =>
    reason === null && currency !== null && amount !== null
      ? [{ value: { currency, amount }, awardCount: awards }]
      : [],
  );
  const exclusions = counts.flatMap(({ reason, awards }) => (reason === null ? [] : [{ reason, awardCount: awards }]));
  const usedAwardCount = sumOf(totals);
  const excludedAwardCount = sumOf(exclusions);
  return {
    totals: totals.toSorted(
      (left, right) => right.awardCount - left.awardCount || compare(left.value.currency, right.value.currency),
    ),
    awardCount: usedAwardCount + excludedAwardCount,
    usedAwardCount,
    excludedAwardCount,
    exclusions: exclusions.toSorted(
      (left, right) => right.awardCount - left.awardCount || compare(left.reason, right.reason),
    ),
  };
}

function sumOf(counts: readonly { awardCount: number }[]): number {
  return counts.reduce((sum, { awardCount }) => sum + awardCount, 0);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
