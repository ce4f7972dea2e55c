import { findPlanLimit, type ReadClient, type TeamTransaction } from '@hub/runtime/database';
import { findMonthTokens } from './token-budget.repository.js';

/** What a team may use in a month. */
export interface TokenBudgetNow {
  readonly month: string;
  readonly max: number | null;
  readonly used: number;
  readonly reserved: number;
}

/** The first day of the month of an instant, in UTC. */
export function monthOf(instant: Date): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), 1));
}

/** The budget of the month as it is now. */
export async function budgetNow(db: ReadClient | TeamTransaction, now: Date): Promise<TokenBudgetNow> {
  const month = monthOf(now);
  const max = await findPlanLimit(db, 'AI_TOKENS_PER_MONTH');
  return { month: month.toISOString().slice(0, 10), max, ...(await findMonthTokens(db, month)) };
}
