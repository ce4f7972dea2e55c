import { Prisma } from '@hub/prisma/client';
import { currentTeam, type ReadClient } from '@hub/runtime/database';
import { effectiveClosing, isOpenPursuit, projectsByOverrides } from '../projects/project-list.repository.js';
import { pursuitsInDoubt } from '../projects/reopening.repository.js';
import { isTaskOverdue } from '../tasks/task-list.repository.js';
import { todayAt } from '../tasks/task.repository.js';

/** How many rows have each value of a column; values that none has may be absent. */
export type CountsByName = Readonly<Record<string, number>>;

export interface DashboardCounts {
  readonly projectStages: CountsByName;
  readonly projectStatuses: CountsByName;
  readonly entryStatuses: CountsByName;
  readonly taskStatuses: CountsByName;
  readonly overdueTaskCount: number;
  readonly dueSoonTaskCount: number;
  readonly closingSoonPursuitCount: number;
  readonly reopenedPursuitCount: number;
}

/** All counts in one statement, each of rows that an index finds by the team. */
export async function countForDashboard(
  db: ReadClient,
  { now, taskStatuses }: { readonly now: Date; readonly taskStatuses: readonly string[] },
): Promise<DashboardCounts> {
  const team = currentTeam();
  const taskCounts = Prisma.join(
    taskStatuses.map((status) => Prisma.sql`${status}::text, count(*) filter (where k.status = ${status})`),
  );
  const [row] = await db.$queryRaw<DashboardCounts[]>`
    with day as (
      select ${todayAt(now)} as today from identity.team t where t.id = ${team}
    ), live as (
      select p.id, p.stage, p.status from workspace.project p where p.team_id = ${team} and p.deleted_at is null
    ), closings as materialized (
      -- Once for the team, since a look-up for each project could read what other teams say of the same tender.
      select v.team_id, v.tender_id, v.field, v.value from tenders.tender_override v
      where v.team_id = ${team} and v.field = 'CLOSING_AT'
    ), tasks as materialized (
      -- In one pass over the index, without a sort or a look-up for each task: a team has tens of thousands. What belongs to a
      -- project in the bin is out of sight with it.
      select jsonb_build_object(${taskCounts}) as counts,
        count(*) filter (where ${isTaskOverdue(Prisma.sql`(select today from day)`)}) as overdue,
        count(*) filter (where k.status <> 'COMPLETED' and k.due_on >= (select today from day) and k.due_on < (select today from day) + 7)
          as soon
      from workspace.task k
      where k.team_id = ${team} and k.deleted_at is null and k.project_id not in (
        select p.id from workspace.project p where p.team_id = ${team} and p.deleted_at is not null)
    )
    select
      ${byName(Prisma.sql`select stage as name, count(*) as count from live where stage is not null group by stage`)} as "projectStages",
      ${byName(Prisma.sql`select status as name, count(*) as count from live group by status`)} as "projectStatuses",
      ${byName(Prisma.sql`select e.status as name, count(*) as count from workspace.entry e where e.team_id = ${team} group by e.status`)}
        as "entryStatuses",
      (select counts from tasks) as "taskStatuses",
      (select overdue::integer from tasks) as "overdueTaskCount",
      (select soon::integer from tasks) as "dueSoonTaskCount",
      (select count(*)::integer from ${projectsByOverrides(Prisma.sql`closings`)}
        where p.team_id = ${team} and p.deleted_at is null and ${isOpenPursuit}
          and ${effectiveClosing} >= ${now}::timestamptz and ${effectiveClosing} < ${now}::timestamptz + interval '14 days')
        as "closingSoonPursuitCount",
      (select count(*)::integer from ${pursuitsInDoubt()}
        where p.team_id = ${team} and p.deleted_at is null and ${isOpenPursuit}) as "reopenedPursuitCount"`;
  if (row === undefined) throw new Error('The database counted nothing.');
  return row;
}

function byName(rows: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(select coalesce(jsonb_object_agg(c.name, c.count), '{}') from (${rows}) c)`;
}

/** What was changed, and when: the rows themselves are loaded by their ids. */
export interface RecentRow {
  readonly type: 'PROJECT' | 'TASK' | 'ENTRY';
  readonly id: string;
  readonly changedAt: Date;
}

const recentMax = 10;

/** What was changed last: the newest of each table, and of those the newest. */
export function findRecentChanges(
  db: ReadClient,
  { includesEntries }: { readonly includesEntries: boolean },
): Promise<RecentRow[]> {
  const team = currentTeam();
  const entries = Prisma.sql`union all (
      select 'ENTRY', e.id, e.updated_at from workspace.entry e where e.team_id = ${team}
      order by e.updated_at desc, e.id desc limit ${recentMax})`;
  return db.$queryRaw<RecentRow[]>`
    (select 'PROJECT' as type, p.id, p.updated_at as "changedAt" from workspace.project p
      where p.team_id = ${team} and p.deleted_at is null order by p.updated_at desc, p.id desc limit ${recentMax})
    union all (select 'TASK', k.id, k.updated_at from workspace.task k
      where k.team_id = ${team} and k.deleted_at is null
        and exists (select 1 from workspace.project p where p.team_id = k.team_id and p.id = k.project_id and p.deleted_at is null)
      order by k.updated_at desc, k.id desc limit ${recentMax})
    ${includesEntries ? entries : Prisma.empty}
    order by "changedAt" desc, id desc limit ${recentMax}`;
}
