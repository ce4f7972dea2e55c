import type { TeamTender } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';

/** Which of a team's own tenders; what is absent is no condition. */
export interface TeamTenderConditions {
  readonly kind?: string;
  readonly teamSourceId?: string;
}

export function findTeamTendersByIds(db: ReadClient, ids: readonly string[]): Promise<TeamTender[]> {
  return db.teamTender.findMany({ where: { id: { in: [...ids] } } });
}

/** The oldest, should several of the team's sources carry the same process. */
export async function findTeamTenderIdByOcid(db: ReadClient, ocid: string): Promise<string | null> {
  const row = await db.teamTender.findFirst({ where: { ocid }, orderBy: { id: 'asc' }, select: { id: true } });
  return row?.id ?? null;
}

/** Newest first: ids are time-ordered. */
export function findTeamTenders(
  db: ReadClient,
  page: { conditions: TeamTenderConditions; after: string | null; take: number },
): Promise<TeamTender[]> {
  const { conditions, after, take } = page;
  return db.teamTender.findMany({
    where: { ...conditions, ...(after !== null && { id: { lt: after } }) },
    orderBy: { id: 'desc' },
    take,
  });
}

export function countTeamTenders(db: ReadClient, conditions: TeamTenderConditions): Promise<number> {
  return db.teamTender.count({ where: conditions });
}
