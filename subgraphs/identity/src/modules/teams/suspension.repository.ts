import type { TeamTransaction } from '@hub/runtime/database';

/** Notes that a team is suspended. False when it is already. */
export async function suspendTeamRow(
  tx: TeamTransaction,
  { id, reason, at }: { id: string; reason: string; at: Date },
): Promise<boolean> {
  const { count } = await tx.team.updateMany({
    where: { id, suspendedAt: null },
    data: { suspendedAt: at, suspendedReason: reason },
  });
  return count === 1;
}

/** Notes that a team is not suspended any more. False when it was not. */
export async function resumeTeamRow(tx: TeamTransaction, id: string): Promise<boolean> {
  const { count } = await tx.team.updateMany({
    where: { id, suspendedAt: { not: null } },
    data: { suspendedAt: null, suspendedReason: null },
  });
  return count === 1;
}
