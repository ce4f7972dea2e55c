import type { Team } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** A person as members of a team see them. */
export const personSelect = {
  account: {
    select: {
      ...{ id: true, displayName: true, email: true, isActive: true, firstName: true, lastName: true, title: true },
      ...{ avatarUrl: true, avatarFile: true, version: true, createdAt: true, updatedAt: true },
    },
  },
} as const;

export function findTeamById(db: ReadClient, id: string) {
  return db.team.findFirst({ where: { id } });
}

/** A team that nobody else changes until the transaction ends; null when it is gone. */
export async function lockTeam(tx: TeamTransaction, id: string): Promise<Team | null> {
  await tx.$queryRaw`select from identity.team where id = ${id}::uuid for no key update`;
  return tx.team.findFirst({ where: { id } });
}

/** Changes a team that the transaction has locked. */
export async function changeTeam(
  tx: TeamTransaction,
  id: string,
  data: Pick<Team, 'name' | 'timeZone' | 'sessionIdleMinutes' | 'version' | 'updatedByMembershipId'>,
): Promise<void> {
  await tx.team.updateMany({ where: { id }, data });
}

/** Members from behind the given one. Ids are time-ordered, so this is the order they joined in. */
export function findMembers(db: ReadClient, { take, afterId }: { take: number; afterId: string | null }) {
  return db.membership.findMany({
    where: afterId === null ? {} : { id: { gt: afterId } },
    orderBy: { id: 'asc' },
    take,
    include: personSelect,
  });
}

export function countMembers(db: ReadClient): Promise<number> {
  return db.membership.count();
}

export function findMembersByIds(db: ReadClient, ids: readonly string[]) {
  return db.membership.findMany({ where: { id: { in: [...ids] } }, include: personSelect });
}

export function findMembersByAccounts(db: ReadClient, teamId: string, accountIds: readonly string[]) {
  return db.membership.findMany({ where: { teamId, accountId: { in: [...accountIds] } }, include: personSelect });
}

/** Accounts of people in the current team; of nobody else. */
export async function findAccountsByIds(db: ReadClient, ids: readonly string[]) {
  const members = await db.membership.findMany({ where: { accountId: { in: [...ids] } }, select: personSelect });
  return members.map(({ account }) => account);
}
