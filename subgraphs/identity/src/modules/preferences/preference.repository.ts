import type { Preference } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import type { Choices } from './preferences.js';

/** What a member chose; null where they chose nothing. */
export function findPreference(db: ReadClient | TeamTransaction, membershipId: string): Promise<Preference | null> {
  return db.preference.findFirst({ where: { membershipId } });
}

/** What a member chose, which nothing else changes until the transaction ends. */
export async function lockPreference(tx: TeamTransaction, membershipId: string): Promise<Preference | null> {
  await tx.$queryRaw`select from identity.preference where membership_id = ${membershipId}::uuid for update`;
  return findPreference(tx, membershipId);
}

/** Makes the first choices of a member. False when there are some already, whoever was quicker. */
export async function insertPreference(
  tx: TeamTransaction,
  row: Choices & Pick<Preference, 'teamId' | 'membershipId'>,
): Promise<boolean> {
  const { count } = await tx.preference.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

/** Stores other choices of a member whom the transaction has locked. */
export async function changePreference(
  tx: TeamTransaction,
  membershipId: string,
  data: Choices & Pick<Preference, 'version'>,
): Promise<void> {
  await tx.preference.updateMany({ where: { membershipId }, data });
}
