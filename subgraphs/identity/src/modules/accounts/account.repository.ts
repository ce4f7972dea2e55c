import type { Account } from '@hub/prisma/client';
import { lockUntilCommit, type ReadClient, type TeamTransaction } from '@hub/runtime/database';

/** Sets the password of an active account, and ends its sessions in every team. False when there is no such account. */
export async function resetPasswordOf(tx: TeamTransaction, accountId: string, passwordHash: string): Promise<boolean> {
  const rows = await tx.$queryRaw<
    { done: boolean }[]
  >`select identity.reset_password(${accountId}::uuid, ${passwordHash}) as done`;
  return rows[0]?.done ?? false;
}

/** The account of the person of the request, with what nobody else sees. */
export function findOwnAccount(db: ReadClient | TeamTransaction, id: string) {
  return db.account.findFirst({ where: { id } });
}

/** {@link findOwnAccount}, which nobody else changes until the transaction ends. */
export async function lockOwnAccount(tx: TeamTransaction, id: string) {
  await lockUntilCommit(tx, `account:${id}`);
  return findOwnAccount(tx, id);
}

/** Changes the account of the person of the request. */
export async function changeOwnAccount(
  tx: TeamTransaction,
  id: string,
  data: Partial<
    Pick<Account, 'displayName' | 'firstName' | 'lastName' | 'title' | 'avatarUrl' | 'avatarFile' | 'phoneEncrypted'>
  > & { version: number },
): Promise<void> {
  await tx.account.updateMany({ where: { id }, data });
}

/** Gives the person of the request a user name, or none. False when somebody else has it. */
export async function setUsername(tx: TeamTransaction, username: string | null): Promise<boolean> {
  const rows = await tx.$queryRaw<{ done: boolean }[]>`select identity.set_username(${username}) as done`;
  return rows[0]?.done ?? false;
}

/** Changes the password if it is still the one before, and ends all sessions of the person but one. */
export async function changeOwnPassword(
  tx: TeamTransaction,
  { before, after, sessionId }: { before: string; after: string; sessionId: string },
): Promise<boolean> {
  const rows = await tx.$queryRaw<
    { done: boolean }[]
  >`select identity.change_password(${before}, ${after}, ${sessionId}::uuid) as done`;
  return rows[0]?.done ?? false;
}

/** Notes that the mailbox of an account was proved. False when it has another address by now. */
export async function noteVerified(tx: TeamTransaction, accountId: string, email: string): Promise<boolean> {
  const rows = await tx.$queryRaw<
    { done: boolean | null }[]
  >`select identity.verify_email(${accountId}::uuid, ${email}) as done`;
  return rows[0]?.done ?? false;
}

/** Gives an account another address. Answers the one before; null when somebody else has the new one. */
export async function changeEmail(tx: TeamTransaction, accountId: string, email: string): Promise<string | null> {
  const rows = await tx.$queryRaw<
    { before: string | null }[]
  >`select identity.change_email(${accountId}::uuid, ${email}) as before`;
  return rows[0]?.before ?? null;
}

/** What came of switching an account off or on. */
export type AccountSwitch = 'DONE' | 'SAME' | 'ELSEWHERE' | 'UNKNOWN';

/** Switches the account of a member of the team off or on, if its person is in no other team. */
export async function setAccountActive(tx: TeamTransaction, id: string, isActive: boolean): Promise<AccountSwitch> {
  const rows = await tx.$queryRaw<
    { came: AccountSwitch }[]
  >`select identity.set_account_active(${id}::uuid, ${isActive}) as came`;
  return rows[0]?.came ?? 'UNKNOWN';
}
