import type { TeamTender } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';

/** Which of a team's own tenders; what is absent is no condition. */
export interface TeamTenderConditions {
  readonly ids?: string[] | undefined;
  readonly kinds?: string[] | undefined;
  readonly teamSourceIds?: string[] | undefined;
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
    where: { AND: [whereOf(conditions), after === null ? {} : { id: { lt: after } }] },
    orderBy: { id: 'desc' },
    take,
  });
}

function whereOf({ ids, kinds, teamSourceIds }: TeamTenderConditions) {
  return {
    ...(ids && { id: { in: ids } }),
    ...(kinds && { kind: { in: kinds } }),
    ...(teamSourceIds && { teamSourceId: { in: teamSourceIds } }),
  };
}

export function countTeamTenders(db: ReadClient, conditions: TeamTenderConditions): Promise<number> {
  return db.teamTender.count({ where: whereOf(conditions) });
}
