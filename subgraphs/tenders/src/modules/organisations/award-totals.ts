import { Prisma } from '@hub/prisma/client';

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

/** True for an award `a` that was cancelled, failed, or is not final. One without a status counts as final. */
export const isNotConcluded = Prisma.sql`coalesce(a.status in ('pending', 'cancelled', 'unsuccessful'), false)`;

// Measured on South African notices: what lies outside was typed wrongly or stands for something else.
const isImplausible = Prisma.sql`(a.value_amount = 0
  or (a.value_currency = 'ZAR' and (a.value_amount < 100 or a.value_amount > 10000000000)))`;

/** Why the value of an award `a` is in no sum; null when it is in one. */
export const exclusionOf = (isShared: Prisma.Sql = Prisma.sql`false`): Prisma.Sql => Prisma.sql`case
  when ${isNotConcluded} then 'NOT_CONCLUDED'
  when a.value_amount is null then 'UNDISCLOSED_VALUE'
  when a.value_currency is null then 'NO_CURRENCY'
  when ${isImplausible} then 'IMPLAUSIBLE_VALUE'
  when ${isShared} then 'SHARED_VALUE' end`;

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
