import type { TeamTransaction } from '@hub/runtime/database';

/** True when tasks of a document would wait for each other in a circle with those that the team has. */
export async function wouldMakeCircle(tx: TeamTransaction, json: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    with recursive put_away as (
      select task_id, depends_on_task_id
      from jsonb_populate_recordset(null::workspace.task_dependency, ${json}::jsonb -> 'task_dependencies')
    ), edge as (
      select task_id, depends_on_task_id from put_away
      union
      select task_id, depends_on_task_id from workspace.task_dependency where team_id = (select app.current_team_id())
    ), waiting as (
      select task_id as start, depends_on_task_id as id from put_away
      union
      select w.start, e.depends_on_task_id from waiting w join edge e on e.task_id = w.id
    )
    select 1 from waiting where start = id limit 1`;
  return rows.length > 0;
}

/** Gives a project back as it was: every row with its id, version and times. What only people who have left were part of stays away. */
export async function unpackProject(tx: TeamTransaction, json: string, at: Date): Promise<void> {
  await unpackWork(tx, json, at);
  await unpackTalk(tx, json);
}

async function unpackWork(tx: TeamTransaction, json: string, at: Date): Promise<void> {
  // The days after which a finished project is put away count from now on, or it would be gone again within the hour.
  await tx.$executeRaw`
    insert into workspace.project
    select * from jsonb_populate_record(null::workspace.project,
      (${json}::jsonb -> 'project') || jsonb_build_object('restored_at', ${at}::timestamptz))`;
  await tx.$executeRaw`
    insert into workspace.project_member
    select * from jsonb_populate_recordset(null::workspace.project_member, ${json}::jsonb -> 'members')
    where membership_id is not null`;
  await tx.$executeRaw`
    insert into workspace.stage_change
    select * from jsonb_populate_recordset(null::workspace.stage_change, ${json}::jsonb -> 'stage_changes')`;
  await tx.$executeRaw`
    insert into workspace.gate_decision
    select * from jsonb_populate_recordset(null::workspace.gate_decision, ${json}::jsonb -> 'gate_decisions')`;
  await tx.$executeRaw`
    insert into workspace.task
    select * from jsonb_populate_recordset(null::workspace.task, ${json}::jsonb -> 'tasks')`;
  // Tasks of other projects may have been deleted meanwhile, and what waited for them waits no longer.
  await tx.$executeRaw`
    insert into workspace.task_dependency
    select d.* from jsonb_populate_recordset(null::workspace.task_dependency, ${json}::jsonb -> 'task_dependencies') d
    join workspace.task k on k.team_id = d.team_id and k.id = d.task_id
    join workspace.task o on o.team_id = d.team_id and o.id = d.depends_on_task_id`;
}

async function unpackTalk(tx: TeamTransaction, json: string): Promise<void> {
  await tx.$executeRaw`
    insert into workspace.activity
    select * from jsonb_populate_recordset(null::workspace.activity, ${json}::jsonb -> 'activities')`;
  await tx.$executeRaw`
    insert into workspace.activity_participant
    select * from jsonb_populate_recordset(null::workspace.activity_participant, ${json}::jsonb -> 'activity_participants')
    where num_nonnulls(membership_id, name) = 1`;
  await tx.$executeRaw`
    insert into workspace.comment
    select * from jsonb_populate_recordset(null::workspace.comment, ${json}::jsonb -> 'comments')`;
  await tx.$executeRaw`
    insert into workspace.comment_mention
    select * from jsonb_populate_recordset(null::workspace.comment_mention, ${json}::jsonb -> 'comment_mentions')
    where membership_id is not null`;
}
