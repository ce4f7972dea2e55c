import { currentTeam, type ReadClient, type TeamTransaction } from '@hub/runtime/database';
import { effectiveClosing, projectsWithTenders } from './project-list.repository.js';

/** A change of a public tender. */
export interface TenderChange {
  readonly version: number;
  readonly impact: string;
  readonly effectiveAt: Date;
  readonly changes: unknown;
}

/** What the tender of a project, and what was decided about it, say at this moment. */
export interface ProjectTenderState {
  readonly id: string;
  readonly closingAt: Date | null;
  readonly tenderVersion: number | null;
  readonly unseenMaterialChanges: number;
  readonly isReopened: boolean;
  readonly overdueTasks: number;
}

export function findTenderStates(
  db: ReadClient,
  projectIds: readonly string[],
  now: Date,
): Promise<ProjectTenderState[]> {
  return db.$queryRaw<ProjectTenderState[]>`
    select p.id, ${effectiveClosing} as "closingAt", t.version as "tenderVersion",
      (select count(*)::integer from tenders.tender_version c
        where c.tender_id = p.tender_id and c.version > p.seen_version and c.impact = 'MATERIAL') as "unseenMaterialChanges",
      -- Only the newest decision counts: a later one has answered what came before.
      exists (select 1 from (select decision, tender_version from workspace.gate_decision n
          where n.team_id = ${currentTeam()} and n.project_id = p.id order by n.id desc limit 1) d
        join tenders.tender_version c on c.tender_id = p.tender_id and c.version > d.tender_version and c.impact = 'MATERIAL'
        where d.decision = 'GO') as "isReopened",
      (select count(*)::integer from workspace.task k where k.team_id = ${currentTeam()} and k.project_id = p.id and k.deleted_at is null
        and k.status <> 'COMPLETED' and k.due_on < (${now}::timestamptz at time zone m.time_zone)::date) as "overdueTasks"
    from ${projectsWithTenders} join identity.team m on m.id = p.team_id
    where p.team_id = ${currentTeam()} and p.id = any (${[...projectIds]}::uuid[])`;
}

/** What came after the versions that teams looked at, the newest twenty of each project. */
export function findChangesSinceSeen(
  db: ReadClient,
  projectIds: readonly string[],
): Promise<(TenderChange & { projectId: string })[]> {
  return db.$queryRaw<(TenderChange & { projectId: string })[]>`
    select p.id as "projectId", c.version, c.impact, c.effective_at as "effectiveAt", c.changes
    from workspace.project p cross join lateral (
      select c.version, c.impact, c.effective_at, c.changes from tenders.tender_version c
      where c.tender_id = p.tender_id and c.version > p.seen_version order by c.version desc limit 20) c
    where p.team_id = ${currentTeam()} and p.id = any (${[...projectIds]}::uuid[])
    order by p.id, c.version desc`;
}

/** The newest version of a public tender. */
export async function findTenderVersion(tx: TeamTransaction, tenderId: string | null): Promise<number | null> {
  if (tenderId === null) return null;
  const rows = await tx.$queryRaw<{ version: number }[]>`
    select version from tenders.tender where id = ${tenderId}::uuid`;
  return rows[0]?.version ?? null;
}

/** All that a decision rests on, as it is: the tender, facts read out of it, and the team's own readings. */
export async function findEvidence(tx: TeamTransaction, projectId: string): Promise<Record<string, unknown>> {
  const rows = await tx.$queryRaw<{ evidence: Record<string, unknown> }[]>`
    select jsonb_build_object(
      'tender', case
        when t.id is not null then jsonb_build_object('title', left(t.title, 2000), 'reference', t.reference, 'lifecycle', t.lifecycle,
          'province', t.province, 'valueAmount', t.value_amount::text, 'valueCurrency', t.value_currency, 'closingAt', t.closing_at,
          'version', t.version)
        when o.id is not null then jsonb_build_object('title', left(o.title, 2000), 'reference', o.reference, 'lifecycle', o.lifecycle,
          'province', o.province, 'valueAmount', o.value_amount::text, 'valueCurrency', o.value_currency, 'closingAt', o.closing_at)
      end,
      'effectiveClosingAt', ${effectiveClosing},
      'cidbRequirements', (select f.cidb from tenders.tender_fact f
        where f.tender_id = p.tender_id and octet_length(f.cidb::text) <= 50000),
      'overrides', coalesce((select jsonb_agg(jsonb_build_object('field', w.field, 'original', left(w.original, 2000),
          'value', left(w.value, 2000), 'reason', w.reason) order by w.field)
        from tenders.tender_override w where w.team_id = ${currentTeam()} and w.tender_id = p.tender_id), '[]'),
      'project', jsonb_build_object('winProbability', p.win_probability, 'strategicValue', p.strategic_value,
        'captureManagerId', p.capture_manager_membership_id, 'proposalManagerId', p.proposal_manager_membership_id,
        'version', p.version)) as evidence
    from ${projectsWithTenders}
    where p.team_id = ${currentTeam()} and p.id = ${projectId}::uuid`;
  return rows[0]?.evidence ?? {};
}
