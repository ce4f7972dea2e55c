import type { ReadClient } from '@hub/runtime/database';

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
  return db.$queryRaw<ProjectCounts[]>`
    select p.id, k.*, a.*,
      (select count(*)::integer from tenders.tender_version c
        where c.tender_id = p.tender_id and c.version > 1 and c.recorded_at > ${now}::timestamptz - interval '1 day'
          and not exists (select from tenders.change_acknowledgement n
            where n.team_id = p.team_id and n.tender_id = c.tender_id and n.release_id = c.release_id)) as "unacknowledgedChangeCount"
    from workspace.project p join identity.team m on m.id = p.team_id
    cross join lateral (
      select count(*)::integer as "taskCount",
        (count(*) filter (where k.status = 'COMPLETED'))::integer as "completedTaskCount",
        (count(*) filter (where k.status <> 'COMPLETED' and k.due_on < (${now}::timestamptz at time zone m.time_zone)::date))::integer
          as "overdueTaskCount"
      from workspace.task k where k.team_id = p.team_id and k.project_id = p.id and k.deleted_at is null) k
    cross join lateral (
      select count(*)::integer as "activityCount",
        (count(*) filter (where a.status = 'COMPLETED'))::integer as "completedActivityCount",
        (count(*) filter (where a.status = 'PLANNED' and coalesce(a.ends_at, a.starts_at) < ${now}::timestamptz))::integer
          as "overdueActivityCount"
      from workspace.activity a where a.team_id = p.team_id and a.project_id = p.id and a.deleted_at is null) a
    where p.team_id = (select app.current_team_id()) and p.id = any (${[...projectIds]}::uuid[])`;
}
