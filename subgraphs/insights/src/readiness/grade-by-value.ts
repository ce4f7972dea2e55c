import { compareDecimals } from '@hub/runtime/decimal';
import type { GradeLimit } from './readiness.js';

/** What the dated limits say about the grade that a value needs. */
export interface GradeRange {
  /** Every lower grade is certainly too low. */
  readonly atLeast: number;
  /** This grade and every higher one are certainly enough. */
  readonly enough: number;
  readonly effectiveFrom: string;
}

/**
 * The grade that a tender value needs, from the limits in force. A limit that is not confirmed decides nothing, so
 * between the grade that is needed at least and the one that is certainly enough there may be a gap.
 */
export function gradeRangeFor(
  limits: readonly GradeLimit[],
  amount: string,
  currency: string | null,
): GradeRange | null {
  const confirmed = limits
    .filter((limit) => limit.isConfirmed && limit.currency === currency)
    .sort((a, b) => a.grade - b.grade);
  const tooLow = confirmed.filter(({ valueLimit }) => valueLimit !== null && compareDecimals(valueLimit, amount) < 0);
  const enough = confirmed.find(({ valueLimit }) => valueLimit === null || compareDecimals(valueLimit, amount) >= 0);
  if (enough === undefined) return null;
  return { atLeast: (tooLow.at(-1)?.grade ?? 0) + 1, enough: enough.grade, effectiveFrom: enough.effectiveFrom };
}
