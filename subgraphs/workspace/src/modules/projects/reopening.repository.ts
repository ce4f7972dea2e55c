import { Prisma, type GateDecision } from '@hub/prisma/client';
import { currentTeam, type ReadClient, type TeamTransaction } from '@hub/runtime/database';
import { isOpenPursuit } from './project-list.repository.js';
import type { TenderChange } from './project-tender.repository.js';

/** The change that put a decision to go on in doubt: the first material one after it, until the pursuit was closed. */
export type Reopening = TenderChange & { readonly id: string };

/** The first material change after each decision, to be joined to `d` and `p`. */
const firstChange = Prisma.sql`lateral (
    select c.version, c.impact, c.effective_at, c.changes from tenders.tender_version c
    where d.decision = 'GO' and c.tender_id = p.tender_id and c.version > d.tender_version and c.impact = 'MATERIAL'
      and (p.closed_at is null or c.effective_at < p.closed_at)
    order by c.version limit 1)`;

/** Pursuits whose newest decision is in doubt: a later one has answered what came before. */
export const pursuitsInDoubt = (): Prisma.Sql => Prisma.sql`workspace.project p
  cross join lateral (select * from workspace.gate_decision n
    where n.team_id = ${currentTeam()} and n.project_id = p.id order by n.id desc limit 1) d
  cross join ${firstChange} c`;

/** What put decisions in doubt, for those that are. */
export function findReopenings(db: ReadClient, decisionIds: readonly string[]): Promise<Reopening[]> {
  return db.$queryRaw<Reopening[]>`
    select d.id, c.version, c.impact, c.effective_at as "effectiveAt", c.changes
    from workspace.gate_decision d
    join workspace.project p on p.team_id = d.team_id and p.id = d.project_id
    cross join ${firstChange} c
    where d.team_id = ${currentTeam()} and d.id = any (${[...decisionIds]}::uuid[])`;
}

/** The newest decision of a project, when it is in doubt; null when it is not, or there is none. */
export async function findReopenedDecision(
  tx: TeamTransaction,
  projectId: string,
): Promise<Pick<GateDecision, 'fromStage' | 'toStage'> | null> {
  const rows = await tx.$queryRaw<Pick<GateDecision, 'fromStage' | 'toStage'>[]>`
    select d.from_stage as "fromStage", d.to_stage as "toStage"
    from ${pursuitsInDoubt()}
    where p.team_id = ${currentTeam()} and p.id = ${projectId}::uuid and ${isOpenPursuit}`;
  return rows[0] ?? null;
}
