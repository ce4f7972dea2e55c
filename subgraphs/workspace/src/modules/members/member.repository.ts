import type { TeamTransaction } from '@hub/runtime/database';

/** True when the current team has this member, and the membership has not expired. */
export async function memberExists(tx: TeamTransaction, id: string, now: Date): Promise<boolean> {
  return (await existingMemberIds(tx, [id], now)).has(id);
}

/** Those of some members who are in the current team now. */
export async function existingMemberIds(
  tx: TeamTransaction,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const members = await tx.membership.findMany({
    where: { id: { in: [...ids] }, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    select: { id: true },
  });
  return new Set(members.map(({ id }) => id));
}
