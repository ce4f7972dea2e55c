import type { ReadClient } from '@hub/runtime/database';

/** A person as members of a team see them. */
export const personSelect = {
  account: {
    select: {
      ...{ id: true, displayName: true, email: true, isActive: true, firstName: true, lastName: true, title: true },
      ...{ version: true, createdAt: true, updatedAt: true },
    },
  },
} as const;

export function findTeamById(db: ReadClient, id: string) {
  return db.team.findFirst({ where: { id } });
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
