import type { Invitation } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import { countPeople, unexpired } from '../limits/people.repository.js';

/** An invitation that is to be sent. */
export interface NewInvitation {
  readonly teamId: string;
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly tokenHash: Uint8Array<ArrayBuffer>;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly createdByMembershipId: string | null;
  readonly updatedByMembershipId: string | null;
}

/** Where the invitation with a code is, in whichever team. */
export async function findByCode(
  db: ReadClient,
  hash: Uint8Array<ArrayBuffer>,
): Promise<{ team_id: string; id: string } | null> {
  const rows = await db.$queryRaw<
    { team_id: string; id: string }[]
  >`select team_id, id from identity.find_invitation(${hash})`;
  return rows[0] ?? null;
}

export function findInvitation(db: ReadClient | TeamTransaction, id: string): Promise<Invitation | null> {
  return db.invitation.findFirst({ where: { id } });
}

export function findInvitationsByIds(db: ReadClient, ids: readonly string[]): Promise<Invitation[]> {
  return db.invitation.findMany({ where: { id: { in: [...ids] } } });
}

/** Invitations, newest first. */
export function findInvitations(
  db: ReadClient,
  { take, afterId }: { take: number; afterId: string | null },
): Promise<Invitation[]> {
  return db.invitation.findMany({
    where: afterId === null ? {} : { id: { lt: afterId } },
    orderBy: { id: 'desc' },
    take,
  });
}

export function countInvitations(db: ReadClient): Promise<number> {
  return db.invitation.count();
}

/** An invitation to this address that can still be accepted, or that nobody has taken back since it ended. */
export function findPending(tx: TeamTransaction, email: string): Promise<Invitation | null> {
  return tx.invitation.findFirst({ where: { email, status: 'PENDING' } });
}

export async function insertInvitation(tx: TeamTransaction, invitation: NewInvitation): Promise<void> {
  await tx.invitation.createMany({ data: [invitation] });
}

/** Changes an invitation that waits. False when it does not any more. */
export async function changePending(
  tx: TeamTransaction,
  id: string,
  change: Partial<
    Pick<Invitation, 'status' | 'sentAt' | 'expiresAt' | 'acceptedMembershipId' | 'updatedByMembershipId'>
  > & {
    tokenHash?: Uint8Array<ArrayBuffer>;
  },
): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({ where: { id, status: 'PENDING' }, data: change });
  return count === 1;
}

/** {@link countPeople} with those who are invited. */
export async function countPeopleAndInvited(tx: TeamTransaction, now: Date): Promise<number> {
  const invited = await tx.invitation.count({ where: { status: 'PENDING', expiresAt: { gt: now } } });
  return invited + (await countPeople(tx, now));
}

/** True when somebody with this address is in the team. */
export async function isMember(tx: TeamTransaction, email: string, now: Date): Promise<boolean> {
  return (await tx.membership.count({ where: { account: { email }, ...unexpired(now) } })) > 0;
}

/** The membership of an account, ended or not. */
export function findMembershipOf(tx: TeamTransaction, accountId: string) {
  return tx.membership.findFirst({ where: { accountId } });
}

/** Begins a membership anew that had ended. */
export async function renewMembership(tx: TeamTransaction, id: string, role: string): Promise<void> {
  await tx.membership.updateMany({ where: { id }, data: { role, expiresAt: null, version: { increment: 1 } } });
}
