import { Prisma } from '@hub/prisma/client';
import { currentTeam, type ReadClient } from '@hub/runtime/database';
import { isActivityOverdue } from '../activities/activity-list.repository.js';
import { isTaskOverdue } from '../tasks/task-list.repository.js';
import { todayAt } from '../tasks/task.repository.js';

/** How much there is of a project. */
export interface ProjectCounts {
  readonly id: string;
  readonly taskCount: number;
  readonly completedTaskCount: number;
  readonly overdueTaskCount: number;
  readonly activityCount: number;
  readonly completedActivityCount: number;
  readonly overdueActivityCount: number;
  readonly unacknowledgedChangeCount: number;
}

/** Counts of some projects of the current team, without what is in the bin. */
export function countOfProjects(db: ReadClient, projectIds: readonly string[], now: Date): Promise<ProjectCounts[]> {
  const team = currentTeam();
  return db.$queryRaw<ProjectCounts[]>`
    select p.id, k.*, a.*, ${unacknowledged(now)} as "unacknowledgedChangeCount"
    from workspace.project p join identity.team t on t.id = p.team_id
    cross join lateral (
      select count(*)::integer as "taskCount",
        (count(*) filter (where k.status = 'COMPLETED'))::integer as "completedTaskCount",
        (count(*) filter (where ${isTaskOverdue(todayAt(now))}))::integer as "overdueTaskCount"
      from workspace.task k where k.team_id = ${team} and k.project_id = p.id and k.deleted_at is null) k
    cross join lateral (
      select count(*)::integer as "activityCount",
        (count(*) filter (where a.status = 'COMPLETED'))::integer as "completedActivityCount",
        (count(*) filter (where ${isActivityOverdue(now)}))::integer as "overdueActivityCount"
      from workspace.activity a where a.team_id = ${team} and a.project_id = p.id and a.deleted_at is null) a
    where p.team_id = ${team} and p.id = any (${[...projectIds]}::uuid[])`;
}

/** Changes of the last day among those that `Tender.unacknowledgedChanges` lists without a filter. */
function unacknowledged(now: Date): Prisma.Sql {
  return Prisma.sql`(select count(*)::integer from tenders.tender_version v
    where v.tender_id = p.tender_id and v.impact in ('MINOR', 'MATERIAL') and v.recorded_at > ${now}::timestamptz - interval '1 day'
      and not exists (select from tenders.change_acknowledgement n
        where n.team_id = ${currentTeam()} and n.tender_id = v.tender_id and n.release_id = v.release_id
          and n.changes_hash = tenders.changes_hash(v.changes)))`;
}
