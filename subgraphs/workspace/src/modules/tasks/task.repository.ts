import { Prisma, type Task } from '@hub/prisma/client';
import { currentTeam, ofCurrentTeam, type ReadClient, type TeamTransaction } from '@hub/runtime/database';
import type { PlanDates } from '../../back-plan/back-plan.js';
import { effectiveClosing } from '../projects/project-list.repository.js';

/** What people and steps change of a task. */
export type TaskFields = Omit<
  Prisma.TaskUncheckedUpdateManyInput,
  'teamId' | 'id' | 'projectId' | 'previousTaskId' | 'planStep' | 'version' | 'createdAt' | 'updatedAt'
>;

export function findTasksByIds(db: ReadClient, ids: readonly string[]): Promise<Task[]> {
  return db.task.findMany({ where: { ...ofCurrentTeam(), id: { in: [...ids] } } });
}

export function findTask(tx: TeamTransaction, id: string): Promise<Task | null> {
  return tx.task.findFirst({ where: { id } });
}

/** {@link findTask}, which nobody else changes until the transaction ends. */
export async function lockTask(tx: TeamTransaction, id: string): Promise<Task | null> {
  await tx.$queryRaw`select from workspace.task where id = ${id}::uuid for no key update`;
  return findTask(tx, id);
}

/** True when the team has this project, and it is not in the bin. */
export async function liveProjectExists(tx: TeamTransaction, id: string): Promise<boolean> {
  return (await tx.project.count({ where: { id, deletedAt: null } })) === 1;
}

export async function insertTask(tx: TeamTransaction, data: Prisma.TaskCreateManyInput): Promise<Task | null> {
  const [task] = await tx.task.createManyAndReturn({ data: [data], skipDuplicates: true });
  return task ?? null;
}

/** Changes a task that the transaction has locked, and counts the change. */
export async function changeTask(tx: TeamTransaction, { id }: Task, fields: TaskFields): Promise<Task> {
  const [task] = await tx.task.updateManyAndReturn({ where: { id }, data: { ...fields, version: { increment: 1 } } });
  if (task === undefined) throw new Error('The database changed no task.');
  return task;
}

/** Which tasks others wait for, by the task that waits. */
export function findDependencies(
  db: ReadClient | TeamTransaction,
  taskIds: readonly string[],
): Promise<{ taskId: string; dependsOnTaskId: string }[]> {
  return db.taskDependency.findMany({
    where: { ...ofCurrentTeam(), taskId: { in: [...taskIds] } },
    orderBy: { dependsOnTaskId: 'asc' },
    select: { taskId: true, dependsOnTaskId: true },
  });
}

/** Those of some tasks that the team has outside the bin. */
export async function existingTaskIds(tx: TeamTransaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const tasks = await tx.task.findMany({
    where: { ...ofCurrentTeam(), id: { in: [...ids] }, deletedAt: null },
    select: { id: true },
  });
  return new Set(tasks.map(({ id }) => id));
}

/** True when one of some tasks waits, over however many others, for this one. */
export async function waitsFor(tx: TeamTransaction, ids: readonly string[], taskId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    with recursive waiting as (
      select unnest(${[...ids]}::uuid[]) as id
      union
      select d.depends_on_task_id from workspace.task_dependency d join waiting w on d.task_id = w.id
      where d.team_id = ${currentTeam()}
    )
    select 1 from waiting where id = ${taskId}::uuid`;
  return rows.length > 0;
}

/** Makes a task wait for these, and no others. */
export async function replaceDependencies(
  tx: TeamTransaction,
  { teamId, id: taskId }: Task,
  dependsOnIds: readonly string[],
): Promise<void> {
  await tx.taskDependency.deleteMany({ where: { taskId } });
  if (dependsOnIds.length === 0) return;
  await tx.taskDependency.createMany({
    data: dependsOnIds.map((dependsOnTaskId) => ({ teamId, taskId, dependsOnTaskId })),
  });
}

/** True when a task waits for one that is not completed. */
export async function isBlocked(tx: TeamTransaction, taskId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from workspace.task_dependency d
    join workspace.task k on k.team_id = d.team_id and k.id = d.depends_on_task_id
    where d.team_id = ${currentTeam()} and d.task_id = ${taskId}::uuid
      and k.status <> 'COMPLETED' and k.deleted_at is null limit 1`;
  return rows.length > 0;
}

/** Which day a moment is on where the team `t` of a statement works. */
export function todayAt(now: Date): Prisma.Sql {
  return Prisma.sql`(${now}::timestamptz at time zone t.time_zone)::date`;
}

/** Which day it is where the team works. */
export async function findToday(db: ReadClient | TeamTransaction, now: Date): Promise<string> {
  const rows = await db.$queryRaw<{ today: string }[]>`
    select to_char(${todayAt(now)}, 'YYYY-MM-DD') as today
    from identity.team t where t.id = ${currentTeam()}`;
  return rows[0]?.today ?? now.toISOString().slice(0, 10);
}

/** Days that the plan of a pursuit is counted from, where the team works; null when no closing time is stated. */
export async function findPlanDates(tx: TeamTransaction, projectId: string): Promise<PlanDates | null> {
  const [row] = await tx.$queryRaw<(Omit<PlanDates, 'closesOn'> & { closesOn: string | null })[]>`
    select
      to_char((${effectiveClosing})
        at time zone m.time_zone, 'YYYY-MM-DD') as "closesOn",
      to_char(coalesce(t.enquiries_until, o.enquiries_until) at time zone m.time_zone, 'YYYY-MM-DD') as "questionsUntil",
      (select to_char(min(b.held_at) at time zone m.time_zone, 'YYYY-MM-DD')
        from tenders.briefing_session b where b.tender_id = p.tender_id) as "briefingOn"
    from workspace.project p join identity.team m on m.id = p.team_id
    left join tenders.tender t on t.id = p.tender_id
    left join tenders.team_tender o on o.team_id = p.team_id and o.id = p.team_tender_id
    left join tenders.tender_override v on v.team_id = p.team_id and v.tender_id = p.tender_id and v.field = 'CLOSING_AT'
    where p.team_id = ${currentTeam()} and p.id = ${projectId}::uuid`;
  return row?.closesOn == null ? null : { ...row, closesOn: row.closesOn };
}

/** Public holidays of South Africa up to a day, those of the year before it. */
export async function findHolidays(tx: TeamTransaction, before: string): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ day: string }[]>`
    select to_char(day, 'YYYY-MM-DD') as day from workspace.public_holiday
    where country = 'ZA' and day < ${before}::date and day >= ${before}::date - 366`;
  return new Set(rows.map(({ day }) => day));
}

/** The tasks of the plan of a project, locked. */
export async function lockPlan(tx: TeamTransaction, projectId: string): Promise<Task[]> {
  await tx.$queryRaw`
    select from workspace.task where project_id = ${projectId}::uuid and plan_step is not null for no key update`;
  return tx.task.findMany({ where: { projectId, planStep: { not: null } } });
}
