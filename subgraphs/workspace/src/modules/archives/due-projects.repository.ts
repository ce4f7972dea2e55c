import { currentTeam, type ReadClient, type TeamTransaction } from '@hub/runtime/database';

/** What one job puts away; the next hour does the rest. */
const projectsMax = 1_000;

/** Queues a job for each team with projects to put away, in the name of that team. */
export async function queueDueTeams(tx: TeamTransaction, now: Date): Promise<void> {
  await tx.$queryRaw`select workspace.queue_archiving(${now}::timestamptz) as teams`;
}

/** Projects of the current team that are to be put away. */
export async function findDueProjects(db: ReadClient, now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select project_id as id from workspace.projects_to_archive(${now}::timestamptz)
    where team_id = ${currentTeam()} order by project_id limit ${projectsMax}`;
  return rows.map(({ id }) => id);
}

/** Whether a project that the transaction has locked is still to be put away. */
export async function isDue(tx: TeamTransaction, id: string, now: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from workspace.projects_to_archive(${now}::timestamptz, ${id}::uuid)
    where team_id = ${currentTeam()}`;
  return rows.length === 1;
}
