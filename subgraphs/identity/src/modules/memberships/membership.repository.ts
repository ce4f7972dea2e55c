import { lockUntilCommit, type ReadClient, type TeamTransaction } from '@hub/runtime/database';
import { unexpired } from '../limits/people.repository.js';
import { personSelect } from '../teams/team.repository.js';

/** A team that the signed-in person is in. */
export interface OwnMembership {
  readonly team_id: string;
  readonly membership_id: string;
  readonly slug: string;
  readonly name: string;
  readonly plan: string;
  readonly role: string;
  readonly is_default: boolean;
  readonly expires_at: Date | null;
  readonly joined_at: Date;
}

const membershipsMax = 100;

/** Teams of the person of the request, the default one first. */
export function findOwnMemberships(db: ReadClient | TeamTransaction): Promise<OwnMembership[]> {
  return db.$queryRaw<OwnMembership[]>`select * from identity.own_memberships() limit ${membershipsMax}`;
}

/** Makes a team the person's default. False when it was. */
export async function setDefault(tx: TeamTransaction, teamId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ done: boolean }[]>`select identity.set_default_membership(${teamId}::uuid) as done`;
  return rows[0]?.done ?? false;
}

/** A member whom nobody else changes until the transaction ends, and no owner beside them; null for any other id. */
export async function lockMember(tx: TeamTransaction, { teamId, id }: { teamId: string; id: string }) {
  await lockUntilCommit(tx, `members:${teamId}`);
  return findMember(tx, id);
}

export function findMember(tx: TeamTransaction, id: string) {
  return tx.membership.findFirst({ where: { id }, include: personSelect });
}

/** True when the team has an owner beside this one, who can sign in. */
export async function hasOtherOwner(tx: TeamTransaction, id: string, now: Date): Promise<boolean> {
  return (
    (await tx.membership.count({
      where: { role: 'owner', id: { not: id }, account: { isActive: true }, ...unexpired(now) },
    })) > 0
  );
}

/** Changes a member whom the transaction has locked. */
export async function changeMember(
  tx: TeamTransaction,
  id: string,
  data: { role: string; expiresAt: Date | null; version: number; updatedByMembershipId: string | null },
): Promise<void> {
  await tx.membership.updateMany({ where: { id }, data });
}

/** Ends a membership, and with it the sessions that hang on it. */
export async function deleteMember(tx: TeamTransaction, id: string): Promise<void> {
  await tx.membership.deleteMany({ where: { id } });
}

/** When people last used the product in the current team. Who has no session in it is left out. */
export function findLastActivities(
  db: ReadClient,
  accountIds: readonly string[],
): Promise<{ accountId: string; lastActiveAt: Date }[]> {
  return db.$queryRaw<{ accountId: string; lastActiveAt: Date }[]>`
    select account_id as "accountId", max(last_active_at) as "lastActiveAt" from identity.session
    where account_id = any (${accountIds}::uuid[]) group by account_id`;
}
