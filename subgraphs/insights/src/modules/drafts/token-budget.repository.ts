import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** Tokens of a month. */
export interface MonthTokens {
  readonly reserved: number;
  readonly used: number;
}

/**
 * Sets tokens aside where the month has room for them: one statement, so that however many ask at once, no token is given
 * twice. False where there is no room.
 */
export async function reserveTokens(
  tx: TeamTransaction,
  { month, tokens, max }: { month: Date; tokens: number; max: number | null },
): Promise<boolean> {
  if (max !== null && tokens > max) return false;
  const count = await tx.$executeRaw`
    insert into insights.token_budget as b (team_id, month, reserved)
    values (app.current_team_id(), ${month}::date, ${tokens}::bigint)
    on conflict (team_id, month) do update set reserved = b.reserved + excluded.reserved
    where ${max}::bigint is null or b.reserved + b.used + excluded.reserved <= ${max}::bigint`;
  return count === 1;
}

/** Frees what was set aside, and counts what of it was used: never more than that. */
export async function settleTokens(
  tx: TeamTransaction,
  { month, reserved, used }: { month: Date; reserved: number; used: number },
): Promise<void> {
  if (reserved === 0) return;
  await tx.$executeRaw`
    update insights.token_budget set reserved = reserved - ${reserved}::bigint, used = used + ${Math.min(used, reserved)}::bigint
    where team_id = (select app.current_team_id()) and month = ${month}::date`;
}

/** What a month holds; nothing of a month without a draft. */
export async function findMonthTokens(db: ReadClient | TeamTransaction, month: Date): Promise<MonthTokens> {
  const [row] = await db.$queryRaw<{ reserved: bigint; used: bigint }[]>`
    select reserved, used from insights.token_budget
    where team_id = (select app.current_team_id()) and month = ${month}::date`;
  return { reserved: Number(row?.reserved ?? 0), used: Number(row?.used ?? 0) };
}
