import type { Task } from '@hub/prisma/client';
import type { TeamTransaction } from '@hub/runtime/database';
import { changesBetween, recordEvent, type EventType, type FieldChanges } from '@hub/runtime/events';
import { invalidField, type Conflict, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';

export type TaskConflict = Conflict<'TaskConflict', Task>;

/** A task was made or changed. */
export interface TaskChanged<Name extends string> {
  readonly __typename: Name;
  readonly task: Task;
}

export type UpdateResult =
  (TaskChanged<'UpdateTaskSuccess'> & { readonly nextTask: Task | null }) | InvalidInput | NotFound | TaskConflict;

export const noTask = 'Your team has no task with this id.';

export const makesCircle = invalidField('dependsOnIds', 'These tasks wait for this one already.');
export const waitsForOthers = invalidField('status', 'Complete the tasks that it depends on first.');
export const recursWithoutDay = invalidField('dueOn', 'A task that recurs needs a day by which it must be done.');

const told = [
  'projectId',
  'title',
  'description',
  'status',
  'priority',
  'assigneeMembershipId',
  'dueOn',
  'recurrence',
  'previousTaskId',
  'planStep',
  'deletedAt',
] as const;

/** A day as text. */
export function dayOf(date: Date | null): string | null {
  return date?.toISOString().slice(0, 10) ?? null;
}

const plain = (task: Task | null) => task && { ...task, dueOn: dayOf(task.dueOn) };

/** Fields of a task that differ between two states of it; null where it does not exist. */
export function taskChanges(before: Task | null, after: Task | null): FieldChanges {
  return changesBetween(told, plain(before), plain(after));
}

/** Records what became of a task. */
export async function tellOfTask(
  tx: TeamTransaction,
  type: EventType<{ projectId: string; version: number; changes: FieldChanges }>,
  { before, after, also = [] }: { before: Task | null; after: Task; also?: FieldChanges },
): Promise<void> {
  const changes = [...taskChanges(before, after), ...also];
  const { projectId, version } = after;
  await recordEvent(tx, type, { subjectId: after.id, body: { projectId, version, changes } });
}

/** Later fields of the same request must not see what a loader read before the change. */
export function rememberTask({ loaders }: Context, task: Task): void {
  loaders.task.clear(task.id).prime(task.id, task);
  loaders.dependencies.clear(task.id);
  loaders.tenderState.clear(task.projectId);
  loaders.projectCounts.clear(task.projectId);
}
