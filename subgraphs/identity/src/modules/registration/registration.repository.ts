import type { EmailToken } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** What a code may be for. */
export type EmailTokenPurpose = 'SIGN_UP' | 'VERIFY_EMAIL' | 'RESET_PASSWORD' | 'CHANGE_EMAIL';

/** Keeps the hash of a code. False when the same request has one already. */
export async function insertEmailToken(
  tx: TeamTransaction,
  token: {
    purpose: EmailTokenPurpose;
    tokenHash: Uint8Array<ArrayBuffer>;
    email: string;
    accountId: string | null;
    requestHash: Uint8Array<ArrayBuffer> | null;
    expiresAt: Date;
  },
): Promise<boolean> {
  const { count } = await tx.emailToken.createMany({ data: [token], skipDuplicates: true });
  return count === 1;
}

/** The code with this hash and purpose, used or not. */
export function findEmailToken(
  db: ReadClient,
  purpose: EmailTokenPurpose,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<EmailToken | null> {
  return db.emailToken.findFirst({ where: { purpose, tokenHash } });
}

/** Uses a code that was not used. Answers whether it was not. */
export async function useEmailToken(
  tx: TeamTransaction,
  { id, at, key, createdId }: { id: string; at: Date; key: string | null; createdId: string | null },
): Promise<boolean> {
  const { count } = await tx.emailToken.updateMany({
    where: { id, usedAt: null },
    data: { usedAt: at, usedKey: key, createdId },
  });
  return count === 1;
}

/** An account, as far as it may be known of an address that was proved. */
export interface KnownAccount {
  readonly account_id: string;
  readonly password_hash: string | null;
  readonly is_active: boolean;
}

/** The account of an e-mail address in any team. */
export async function findAccount(db: ReadClient, email: string): Promise<KnownAccount | null> {
  const rows = await db.$queryRaw<KnownAccount[]>`select * from identity.find_account(${email})`;
  return rows[0] ?? null;
}

/** Adds an account. False when the address has one. */
export async function insertAccount(
  tx: TeamTransaction,
  account: { id: string; email: string; displayName: string; passwordHash: string; emailVerifiedAt: Date },
): Promise<boolean> {
  const { count } = await tx.account.createMany({ data: [account], skipDuplicates: true });
  return count === 1;
}

/** Adds the team of the transaction. False when another has its short name. */
export async function insertTeam(
  tx: TeamTransaction,
  team: { id: string; slug: string; name: string; timeZone?: string },
): Promise<boolean> {
  const { count } = await tx.team.createMany({ data: [team], skipDuplicates: true });
  return count === 1;
}

/** Adds a person to the team. */
export async function insertMembership(
  tx: TeamTransaction,
  membership: {
    teamId: string;
    id: string;
    accountId: string;
    role: string;
    isDefault: boolean;
    expiresAt?: Date | null;
    createdByMembershipId?: string | null;
  },
): Promise<void> {
  await tx.membership.createMany({ data: [membership] });
}

/** Notes who made the team. */
export async function markTeamCreated(tx: TeamTransaction, id: string, byMembershipId: string): Promise<void> {
  await tx.team.updateMany({
    where: { id },
    data: { createdByMembershipId: byMembershipId, updatedByMembershipId: byMembershipId },
  });
}

/** The team of the transaction. */
export function theTeam(db: ReadClient | TeamTransaction, id: string) {
  return db.team.findFirstOrThrow({ where: { id } });
}
