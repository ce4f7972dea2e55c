import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** The stored score of a tender of the team's own, 0 to 100. */
export interface OwnScoreRow {
  readonly id: string;
  readonly score: number;
}

/** Which of these, or of all, are tenders of the current team's own that it tracks. */
export async function findTrackedOwn(db: ReadClient, ids: readonly string[] | null): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select team_tender_id as id from workspace.entry
    where team_id = (select app.current_team_id()) and team_tender_id is not null
      and (${ids === null}::boolean or team_tender_id = any (${[...(ids ?? [])]}::uuid[]))
    order by team_tender_id`;
  return rows.map(({ id }) => id);
}

/** Writes the scores of these tenders; those without one have none from now on. Writing the same twice leaves one. */
export async function replaceOwnScores(
  tx: TeamTransaction,
  { teamId, ids, scores, at }: { teamId: string; ids: readonly string[]; scores: readonly OwnScoreRow[]; at: Date },
): Promise<void> {
  const known = scores.map(({ id }) => id);
  await tx.ownReadinessScore.deleteMany({ where: { teamTenderId: { in: [...ids], notIn: known } } });
  await tx.$executeRaw`
    insert into insights.own_readiness_score (team_id, team_tender_id, score, calculated_at)
    select ${teamId}::uuid, id, score, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(scores)}::jsonb) as r (id uuid, score smallint)
    where exists (select from tenders.team_tender t where t.team_id = ${teamId}::uuid and t.id = r.id)
    order by id
    on conflict (team_id, team_tender_id) do update set score = excluded.score, calculated_at = excluded.calculated_at
    where own_readiness_score.score <> excluded.score`;
}

/** Forgets the scores of what the current team tracks no more, among these or all of its tenders. */
export async function forgetUntracked(tx: TeamTransaction, ids: readonly string[] | null): Promise<void> {
  await tx.$executeRaw`
    delete from insights.own_readiness_score s
    where s.team_id = (select app.current_team_id())
      and (${ids === null}::boolean or s.team_tender_id = any (${[...(ids ?? [])]}::uuid[]))
      and not exists (select from workspace.entry e where e.team_id = s.team_id and e.team_tender_id = s.team_tender_id)`;
}
