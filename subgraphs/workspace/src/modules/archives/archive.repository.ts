import type { Prisma, ProjectArchive } from '@hub/prisma/client';
import { currentTeam, type ReadClient, type TeamTransaction } from '@hub/runtime/database';
import type { KeyedPerson } from '../../project-document/people.js';

/** What lists show of an archive: everything but the document. */
export type Archive = Omit<ProjectArchive, 'document'>;

/** How many rows of each kind a document holds. */
export type ArchiveCounts = Pick<
  ProjectArchive,
  'memberCount' | 'stageChangeCount' | 'gateDecisionCount' | 'taskCount' | 'activityCount' | 'commentCount'
>;

export function findArchivesByIds(db: ReadClient, ids: readonly string[]): Promise<Archive[]> {
  return db.projectArchive.findMany({ where: { id: { in: [...ids] } }, omit: { document: true } });
}

/** An archive with its document; null when the team has none with this id. */
export function findWholeArchive(db: ReadClient | TeamTransaction, id: string): Promise<ProjectArchive | null> {
  return db.projectArchive.findFirst({ where: { id } });
}

/**
 * Keeps a project and all that belongs to it as it is until the transaction ends. Whoever was adding something is waited for, so that
 * nothing is deleted that was not written out before.
 */
export async function lockWholeProject(tx: TeamTransaction, id: string): Promise<void> {
  await tx.$queryRaw`select from workspace.project where id = ${id}::uuid for update`;
  await tx.$queryRaw`select from workspace.task where project_id = ${id}::uuid order by id for update`;
  await tx.$queryRaw`select from workspace.activity where project_id = ${id}::uuid order by id for update`;
  await tx.$queryRaw`
    select from workspace.activity_participant q
    where q.activity_id in (select a.id from workspace.activity a where a.project_id = ${id}::uuid) order by q.id for update`;
  await tx.$queryRaw`
    select from workspace.comment c
    where c.project_id = ${id}::uuid or c.task_id in (select k.id from workspace.task k where k.project_id = ${id}::uuid)
    order by c.id for update`;
}

/** Every row of a project that the transaction has locked, as JSON, and how many there are. Numbers are exact in it. */
export async function writeOut(
  tx: TeamTransaction,
  { id, formatVersion }: { readonly id: string; readonly formatVersion: number },
): Promise<{ json: string; counts: ArchiveCounts }> {
  const [row] = await tx.$queryRaw<({ json: string } & ArchiveCounts)[]>`
    with p as (
      select * from workspace.project where team_id = ${currentTeam()} and id = ${id}::uuid
    ), tasks as (
      select k.* from workspace.task k join p on p.team_id = k.team_id and p.id = k.project_id
    ), activities as (
      select a.* from workspace.activity a join p on p.team_id = a.team_id and p.id = a.project_id
    ), comments as (
      select c.* from workspace.comment c join p on p.team_id = c.team_id
      where c.project_id = p.id or c.task_id in (select k.id from tasks k)
    ), parts as (
      select
        (select to_jsonb(p) from p) as project,
        (select jsonb_agg(to_jsonb(m) order by m.membership_id) from workspace.project_member m
          join p on p.team_id = m.team_id and p.id = m.project_id) as members,
        (select jsonb_agg(to_jsonb(s) order by s.id) from workspace.stage_change s
          join p on p.team_id = s.team_id and p.id = s.project_id) as stage_changes,
        (select jsonb_agg(to_jsonb(g) order by g.id) from workspace.gate_decision g
          join p on p.team_id = g.team_id and p.id = g.project_id) as gate_decisions,
        (select jsonb_agg(to_jsonb(k) order by k.id) from tasks k) as tasks,
        (select jsonb_agg(to_jsonb(d) order by d.task_id, d.depends_on_task_id) from workspace.task_dependency d
          where d.team_id = ${currentTeam()}
            and (d.task_id in (select k.id from tasks k) or d.depends_on_task_id in (select k.id from tasks k))) as task_dependencies,
        (select jsonb_agg(to_jsonb(a) order by a.id) from activities a) as activities,
        (select jsonb_agg(to_jsonb(q) order by q.id) from workspace.activity_participant q
          join activities a on a.team_id = q.team_id and a.id = q.activity_id) as activity_participants,
        (select jsonb_agg(to_jsonb(c) order by c.id) from comments c) as comments,
        (select jsonb_agg(to_jsonb(n) order by n.comment_id, n.membership_id) from workspace.comment_mention n
          join comments c on c.team_id = n.team_id and c.id = n.comment_id) as comment_mentions
    )
    select (jsonb_build_object('formatVersion', ${formatVersion}::integer)
        || (select jsonb_object_agg(e.key, case when e.value = 'null' then '[]' else e.value end) from jsonb_each(to_jsonb(parts)) e))::text as json,
      coalesce(jsonb_array_length(members), 0) as "memberCount",
      coalesce(jsonb_array_length(stage_changes), 0) as "stageChangeCount",
      coalesce(jsonb_array_length(gate_decisions), 0) as "gateDecisionCount",
      coalesce(jsonb_array_length(tasks), 0) as "taskCount",
      coalesce(jsonb_array_length(activities), 0) as "activityCount",
      coalesce(jsonb_array_length(comments), 0) as "commentCount"
    from parts`;
  if (row === undefined) throw new Error('The database wrote no project out.');
  const { json, ...counts } = row;
  return { json, counts };
}

/** Those of some ids that are members of the team, each with a new key. */
export async function keysOfMembers(tx: TeamTransaction, ids: readonly string[]): Promise<KeyedPerson[]> {
  return tx.$queryRaw<KeyedPerson[]>`
    select gen_random_uuid() as key, id as "membershipId" from identity.membership where id = any (${[...ids]}::uuid[])`;
}

export async function insertArchive(
  tx: TeamTransaction,
  data: Prisma.ProjectArchiveCreateManyInput,
  people: readonly KeyedPerson[],
): Promise<Archive> {
  const [archive] = await tx.projectArchive.createManyAndReturn({ data: [data], omit: { document: true } });
  if (archive === undefined) throw new Error('The database added no archive.');
  const { teamId, id: archiveId } = archive;
  if (people.length > 0)
    await tx.projectArchivePerson.createMany({ data: people.map((person) => ({ ...person, teamId, archiveId })) });
  return archive;
}

/** Takes a project away for good, with all that belongs to it. */
export async function removeProject(tx: TeamTransaction, id: string): Promise<void> {
  const { count } = await tx.project.deleteMany({ where: { id } });
  if (count !== 1) throw new Error('The database removed no project.');
}

export function findKeyedPeople(tx: TeamTransaction, archiveId: string): Promise<KeyedPerson[]> {
  return tx.projectArchivePerson.findMany({ where: { archiveId }, select: { key: true, membershipId: true } });
}

/** Takes an archive away; false when somebody else has done so meanwhile. */
export async function removeArchive(tx: TeamTransaction, id: string): Promise<boolean> {
  const { count } = await tx.projectArchive.deleteMany({ where: { id } });
  return count === 1;
}
