import { currentTeam, type TeamTransaction } from '@hub/runtime/database';

/** A tender that the current team may see: a public one, or one that came through a source of the team. */
export interface VisibleTender {
  readonly id: string;
  readonly isOwn: boolean;
  /** The newest version of a public one; null for the team's own. */
  readonly version: number | null;
}

/** Those of some ids that name tenders which the current team may see. */
export function findVisibleTenders(tx: TeamTransaction, ids: readonly string[]): Promise<VisibleTender[]> {
  return tx.$queryRaw<VisibleTender[]>`
    select id, false as "isOwn", version from tenders.tender where id = any (${[...ids]}::uuid[])
    union all
    select id, true, null from tenders.team_tender
    where team_id = ${currentTeam()} and id = any (${[...ids]}::uuid[])`;
}
