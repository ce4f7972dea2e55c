import type { TeamTransaction } from '@hub/runtime/database';

/** Memberships that have not ended at a moment. */
export const unexpired = (now: Date) => ({ OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] });

/** People of the team whose membership has not ended. */
export function countPeople(tx: TeamTransaction, now: Date): Promise<number> {
  return tx.membership.count({ where: unexpired(now) });
}
