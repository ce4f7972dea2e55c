import type { BillingContact, TeamSetting } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** What a team chooses, in the columns of its row. */
export type SettingFields = Pick<
  TeamSetting,
  'reportingCurrency' | 'financialYearStartMonth' | 'invitationDayCount' | 'invitationDomains' | 'archiveAfterDayCount'
>;

/** What the team chose; null where it chose nothing. */
export function findSettings(db: ReadClient | TeamTransaction): Promise<TeamSetting | null> {
  return db.teamSetting.findFirst();
}

/** What the team chose, which nobody else changes until the transaction ends. */
export async function lockSettings(tx: TeamTransaction): Promise<TeamSetting | null> {
  await tx.$queryRaw`select from identity.team_setting for update`;
  return findSettings(tx);
}

/** Makes the first choices of a team. False when there are some already, whoever was quicker. */
export async function insertSettings(
  tx: TeamTransaction,
  row: SettingFields & Pick<TeamSetting, 'teamId'>,
): Promise<boolean> {
  const { count } = await tx.teamSetting.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

/** Stores other choices of a team whose row the transaction has locked. */
export async function changeSettings(
  tx: TeamTransaction,
  teamId: string,
  data: SettingFields & Pick<TeamSetting, 'version'>,
): Promise<void> {
  await tx.teamSetting.updateMany({ where: { teamId }, data });
}

export function findBilling(db: ReadClient | TeamTransaction): Promise<BillingContact | null> {
  return db.billingContact.findFirst();
}

/** The billing contact of the team, which nobody else changes until the transaction ends. */
export async function lockBilling(tx: TeamTransaction): Promise<BillingContact | null> {
  await tx.$queryRaw`select from identity.billing_contact for update`;
  return findBilling(tx);
}

/** Names the first contact of a team. False when there is a row already, whoever was quicker. */
export async function insertBilling(
  tx: TeamTransaction,
  row: Pick<BillingContact, 'teamId' | 'contactEncrypted'>,
): Promise<boolean> {
  const { count } = await tx.billingContact.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

/** Stores another contact of a team whose row the transaction has locked. */
export async function changeBilling(
  tx: TeamTransaction,
  teamId: string,
  data: Pick<BillingContact, 'contactEncrypted' | 'version'>,
): Promise<void> {
  await tx.billingContact.updateMany({ where: { teamId }, data });
}
