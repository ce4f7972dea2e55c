import type { TeamTransaction } from '@hub/runtime/database';

/** Sets the password of an active account, and ends its sessions in every team. False when there is no such account. */
export async function resetPasswordOf(tx: TeamTransaction, accountId: string, passwordHash: string): Promise<boolean> {
  const rows = await tx.$queryRaw<
    { done: boolean }[]
  >`select identity.reset_password(${accountId}::uuid, ${passwordHash}) as done`;
  return rows[0]?.done ?? false;
}
