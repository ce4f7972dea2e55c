import type { Task } from '@hub/prisma/client';
import { membershipOf } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { taskCreated, taskDeleted, taskRestored, taskUpdated, type FieldChanges } from '@hub/runtime/events';
import { conflictWith, encodeId, notFound, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { rememberShown } from '../base/remember-shown.js';
import { nextDay } from '../../recurrence/recurrence.js';
import { inOrderOfIds } from '../lists/in-order-of-ids.js';
import { memberExists } from '../members/member.repository.js';
import { notInTeam, unlessMemberLeft } from '../members/not-in-team.js';
import { requireIn } from '../projects/project-access.js';
import type { EditTasks, UpdateTask } from './task-input.js';
import {
  dayOf,
  noTask,
  recursWithoutDay,
  rememberTask,
  taskChanges,
  tellOfTask,
  waitsForOthers,
  type TaskChanged,
  type TaskConflict,
  type UpdateResult,
} from './task-results.js';
import { setDependencies } from './task.service.js';
import * as tasks from './task.repository.js';

type Version = { readonly id: string; readonly expectedVersion: number };
type DeleteResult = (TaskChanged<'DeleteTaskSuccess'> & { readonly deletedId: string }) | NotFound | TaskConflict;
type RestoreResult = TaskChanged<'RestoreTaskSuccess'> | NotFound;

/** Changes a task if it still has the version that the change was made on. What changes nothing keeps the version. */
export async function updateTask(context: Context, input: UpdateTask): Promise<UpdateResult> {
  const changed = context.database.write((tx) => update(context, tx, input));
  const result = await unlessMemberLeft(changed, notInTeam('assigneeId'));
  rememberResult(context, result);
  return result;
}

/** Changes many tasks in one transaction; one that cannot be changed does not keep the others back. */
export async function editTasks(context: Context, { tasks: versions, ...fields }: EditTasks) {
  const changed = context.database.write((tx) =>
    inOrderOfIds(versions, (version) => update(context, tx, { ...version, ...fields })),
  );
  const results = await unlessMemberLeft(changed, notInTeam('assigneeId'));
  if (!Array.isArray(results)) return results;
  for (const result of results) rememberResult(context, result);
  return {
    __typename: 'EditTasksSuccess' as const,
    results,
    tasks: results.flatMap((result) => ('task' in result ? [result.task] : [])),
  };
}

function rememberResult(context: Context, result: UpdateResult): void {
  rememberShown(result, 'task', (task: Task) => rememberTask(context, task));
}

/** The task as it is found, which nobody else changes meanwhile; or why it cannot be changed. */
async function lockVersion(
  { actor }: Context,
  tx: TeamTransaction,
  { id, expectedVersion }: Version,
): Promise<Task | NotFound | TaskConflict> {
  const current = await tasks.lockTask(tx, id);
  if (current === null || current.deletedAt !== null || !(await tasks.liveProjectExists(tx, current.projectId)))
    return notFound(noTask);
  requireIn(actor, tx, 'project:update', current.projectId);
  return current.version === expectedVersion ? current : conflictWith('TaskConflict', 'task', current);
}

async function update(context: Context, tx: TeamTransaction, input: UpdateTask): Promise<UpdateResult> {
  const current = await lockVersion(context, tx, input);
  if ('__typename' in current) return current;
  const { assigneeId, dependsOnIds } = input;
  if (typeof assigneeId === 'string' && !(await memberExists(tx, assigneeId, context.now())))
    return notInTeam('assigneeId');
  const fields = fieldsOf(current, input);
  if (fields.recurrence !== null && fields.dueOn === null) return recursWithoutDay;
  const also = await dependencyChange(tx, current, dependsOnIds);
  if (!Array.isArray(also)) return also;
  const isCompleted = fields.status === 'COMPLETED' && current.status !== 'COMPLETED';
  if (isCompleted && (await tasks.isBlocked(tx, current.id))) return waitsForOthers;
  if (taskChanges(current, { ...current, ...fields }).length + also.length === 0)
    return { __typename: 'UpdateTaskSuccess', task: current, nextTask: null };
  const task = await tasks.changeTask(tx, current, {
    ...fields,
    ...(fields.status !== current.status && { completedAt: isCompleted ? context.now() : null }),
    updatedByMembershipId: membershipOf(context.actor),
  });
  await tellOfTask(tx, taskUpdated, { before: current, after: task, also });
  return { __typename: 'UpdateTaskSuccess', task, nextTask: isCompleted ? await makeNext(context, tx, task) : null };
}

/** The fields of a task as they are to be. A rule that is new recurs from the day on which the task is due. */
function fieldsOf(current: Task, { assigneeId, dueOn, ...input }: UpdateTask) {
  const due = dueOn === undefined ? current.dueOn : dateOf(dueOn);
  const recurrence = input.recurrence === undefined ? current.recurrence : input.recurrence;
  return {
    title: input.title ?? current.title,
    description: input.description === undefined ? current.description : input.description,
    status: input.status ?? current.status,
    priority: input.priority ?? current.priority,
    assigneeMembershipId: assigneeId === undefined ? current.assigneeMembershipId : assigneeId,
    dueOn: due,
    recurrence,
    recursFrom: startOf(current, { recurrence, due }),
  };
}

function startOf(current: Task, { recurrence, due }: { recurrence: string | null; due: Date | null }): Date | null {
  if (recurrence === current.recurrence) return current.recursFrom;
  return recurrence === null ? null : due;
}

function dateOf(day: string | null): Date | null {
  return day === null ? null : new Date(day);
}

async function dependencyChange(
  tx: TeamTransaction,
  current: Task,
  dependsOnIds: readonly string[] | undefined,
): Promise<FieldChanges | InvalidInput | NotFound> {
  if (dependsOnIds === undefined) return [];
  const known = await tasks.findDependencies(tx, [current.id]);
  const before = known.map(({ dependsOnTaskId }) => dependsOnTaskId).join(' ');
  const after = dependsOnIds.toSorted().join(' ');
  if (before === after) return [];
  const refused = await setDependencies(tx, current, dependsOnIds);
  return refused ?? [{ field: 'dependsOn', before: before || null, after: after || null }];
}

/** Makes the next task of a series, once for each that is completed: it names the one before. */
async function makeNext({ actor }: Context, tx: TeamTransaction, task: Task): Promise<Task | null> {
  const [startsOn, after] = [dayOf(task.recursFrom), dayOf(task.dueOn)];
  if (task.recurrence === null || startsOn === null || after === null) return null;
  const day = nextDay(task.recurrence, { startsOn, after });
  if (day === null) return null;
  const byMembershipId = membershipOf(actor);
  const next = await tasks.insertTask(tx, {
    teamId: task.teamId,
    projectId: task.projectId,
    title: task.title,
    description: task.description,
    priority: task.priority,
    assigneeMembershipId: task.assigneeMembershipId,
    dueOn: new Date(day),
    recurrence: task.recurrence,
    recursFrom: task.recursFrom,
    previousTaskId: task.id,
    createdByMembershipId: byMembershipId,
    updatedByMembershipId: byMembershipId,
  });
  if (next !== null) await tellOfTask(tx, taskCreated, { before: null, after: next });
  return next;
}

/** Puts a task into the bin. */
export async function deleteTask(context: Context, input: Version): Promise<DeleteResult> {
  const result = await context.database.write(async (tx): Promise<DeleteResult> => {
    const current = await lockVersion(context, tx, input);
    if ('__typename' in current) return current;
    const by = membershipOf(context.actor);
    const fields = { deletedAt: context.now(), deletedByMembershipId: by, updatedByMembershipId: by };
    const task = await tasks.changeTask(tx, current, fields);
    await tellOfTask(tx, taskDeleted, { before: current, after: task });
    return { __typename: 'DeleteTaskSuccess', deletedId: encodeId('Task', task.id), task };
  });
  if ('task' in result) rememberTask(context, result.task);
  return result;
}

/** Takes a task out of the bin. */
export async function restoreTask(context: Context, { id }: { readonly id: string }): Promise<RestoreResult> {
  const result = await context.database.write(async (tx): Promise<RestoreResult> => {
    const current = await tasks.lockTask(tx, id);
    if (current === null || current.deletedAt === null || !(await tasks.liveProjectExists(tx, current.projectId)))
      return notFound('There is no task with this id in the bin of your team.');
    requireIn(context.actor, tx, 'project:update', current.projectId);
    const by = membershipOf(context.actor);
    const fields = { deletedAt: null, deletedByMembershipId: null, updatedByMembershipId: by };
    const task = await tasks.changeTask(tx, current, fields);
    await tellOfTask(tx, taskRestored, { before: current, after: task });
    return { __typename: 'RestoreTaskSuccess', task };
  });
  if ('task' in result) rememberTask(context, result.task);
  return result;
}
