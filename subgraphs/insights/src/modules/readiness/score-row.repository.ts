import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import { Prisma } from '@hub/prisma/client';
import type { ReadinessBody } from './readiness.collection.js';

// What the current team tracks or has found: row-level security leaves only its own.
const wanted = Prisma.sql`(
  select tender_id from workspace.entry where tender_id is not null union select tender_id from tenders.saved_search_match where tender_id is not null
)`;

/** Which of these tenders the current team tracks or has found. */
export async function findWanted(db: ReadClient, tenderIds: readonly string[]): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select id from unnest(${[...tenderIds]}::uuid[]) as asked (id)
    where exists (select from workspace.entry e where e.tender_id = asked.id)
      or exists (select from tenders.saved_search_match m where m.tender_id = asked.id)`;
  return rows.map(({ id }) => id);
}

/** All tenders that the current team tracks or has found. */
export async function findAllWanted(db: ReadClient): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`select tender_id as id from ${wanted} w order by tender_id`;
  return rows.map(({ id }) => id);
}

/** Those among them that have no score yet. */
export async function findUnscored(db: ReadClient): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select w.tender_id as id from ${wanted} w
    where not exists (select from insights.readiness_score r where r.tender_id = w.tender_id) order by w.tender_id`;
  return rows.map(({ id }) => id);
}

/** Scored tenders that the team neither tracks nor has found any more. */
export async function findUnwanted(db: ReadClient): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select r.tender_id as id from insights.readiness_score r where r.tender_id not in (select tender_id from ${wanted} w)`;
  return rows.map(({ id }) => id);
}

/** What the stored scores of these tenders were calculated from, by tender. */
export async function findHashes(db: ReadClient, tenderIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.readinessScore.findMany({
    where: { tenderId: { in: [...tenderIds] } },
    select: { tenderId: true, inputsHash: true },
  });
  return new Map(rows.map(({ tenderId, inputsHash }) => [tenderId, inputsHash]));
}

/** Writes what lists go by. Writing the same twice leaves one. */
export async function upsertRows(tx: TeamTransaction, teamId: string, scores: readonly ReadinessBody[]): Promise<void> {
  const rows = scores.map(({ tenderId, score, scoreMin, scoreMax, recommendation, inputsHash, calculatedAt }) => ({
    ...{ tenderId, score, scoreMin, scoreMax, recommendation, inputsHash, calculatedAt },
  }));
  await tx.$executeRaw`
    insert into insights.readiness_score
      (team_id, tender_id, score, score_min, score_max, recommendation, inputs_hash, calculated_at)
    select ${teamId}::uuid, "tenderId", score, "scoreMin", "scoreMax", recommendation, "inputsHash", "calculatedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("tenderId" uuid, score smallint, "scoreMin" smallint,
      "scoreMax" smallint, recommendation text, "inputsHash" text, "calculatedAt" timestamptz)
    where exists (select from tenders.tender t where t.id = "tenderId")
    order by "tenderId"
    on conflict (team_id, tender_id) do update set score = excluded.score, score_min = excluded.score_min,
      score_max = excluded.score_max, recommendation = excluded.recommendation, inputs_hash = excluded.inputs_hash,
      calculated_at = excluded.calculated_at`;
}

/** Forgets the rows of tenders. */
export async function deleteRows(tx: TeamTransaction, tenderIds: readonly string[]): Promise<void> {
  await tx.readinessScore.deleteMany({ where: { tenderId: { in: [...tenderIds] } } });
}
