import { decodeId, idempotencyKey, idOf, optional, textOf, valuesOf } from '@hub/runtime/graphql';
import { z } from 'zod';
import { isRecurrence } from '../../recurrence/recurrence.js';
import type { InputMaybe, TaskFilter } from '../../types.generated.js';
import { expectedVersionOf, nullable, prose } from '../base/input-parts.js';
import { priorities } from '../projects/enums.js';
import { taskStatuses } from './enums.js';
import type { TaskConditions } from './task-list.repository.js';

const title = textOf('title', 200);
const description = prose('description', 10_000);
const status = z.enum(taskStatuses);
const priority = z.enum(priorities);
const dueOn = z.string();
const recurrence = z
  .string()
  .refine(isRecurrence, 'recurrence is a rule of RFC 5545 by days, weeks, months or years: FREQ=WEEKLY;BYDAY=MO.');
const expectedVersion = expectedVersionOf('task');
const dependenciesMax = 50;
const dependsOnIds = z
  .array(idOf('Task'))
  .max(dependenciesMax, `A task may depend on at most ${dependenciesMax} others.`)
  .transform((ids) => [...new Set(ids)]);

/** The task to create. */
export const createTaskInput = z
  .object({
    projectId: idOf('Project'),
    title,
    description: optional(description),
    priority: optional(priority).transform((value) => value ?? 'MEDIUM'),
    assigneeId: optional(idOf('Member')),
    dueOn: optional(dueOn),
    recurrence: optional(recurrence),
    dependsOnIds: optional(dependsOnIds),
    idempotencyKey: idempotencyKey(),
  })
  .refine((input) => input.recurrence === undefined || input.dueOn !== undefined, {
    path: ['dueOn'],
    message: 'A task that recurs needs a day by which it must be done.',
  });
export type CreateTask = z.infer<typeof createTaskInput>;

const changes = {
  status: status.exactOptional(),
  priority: priority.exactOptional(),
  assigneeId: nullable(idOf('Member')),
  dueOn: nullable(dueOn),
};

/** What an update changes: only the fields that the client sent, where null is a value. */
export const updateTaskInput = z
  .object({
    id: idOf('Task'),
    expectedVersion,
    title: title.exactOptional(),
    description: nullable(description),
    recurrence: nullable(recurrence),
    dependsOnIds: optional(dependsOnIds).exactOptional(),
    ...changes,
  })
  .refine(
    ({ id: _id, expectedVersion: _version, ...fields }) => Object.keys(fields).length > 0,
    'Send at least one field to change.',
  );
export type UpdateTask = z.infer<typeof updateTaskInput>;

const bulkMax = 100;
const bulkMessage = `Send 1 to ${bulkMax} tasks.`;

/** The tasks to change, and what to change of each. */
export const editTasksInput = z
  .object({
    tasks: z
      .array(z.object({ id: idOf('Task'), expectedVersion }))
      .min(1, bulkMessage)
      .max(bulkMax, bulkMessage)
      .refine((tasks) => new Set(tasks.map(({ id }) => id)).size === tasks.length, 'Send each task once.'),
    ...changes,
  })
  .refine(({ tasks: _tasks, ...fields }) => Object.keys(fields).length > 0, 'Send at least one field to change.');
export type EditTasks = z.infer<typeof editTasksInput>;

export const deleteTaskInput = z.object({ id: idOf('Task'), expectedVersion });
export const restoreTaskInput = z.object({ id: idOf('Task') });
export const planProjectInput = z.object({ projectId: idOf('Project') });

/** Conditions of a list. @throws HubError `BAD_USER_INPUT` for a malformed id. */
export function taskConditionsOf(filter: InputMaybe<TaskFilter>): TaskConditions {
  const { ids, projectIds, assigneeIds } = filter ?? {};
  return {
    ids: valuesOf(ids?.map((id) => decodeId('Task', id))),
    projectIds: valuesOf(projectIds?.map((id) => decodeId('Project', id))),
    statuses: valuesOf(filter?.statuses),
    priorities: valuesOf(filter?.priorities),
    assigneeIds: valuesOf(assigneeIds?.map((id) => decodeId('Member', id))),
    isOverdue: filter?.isOverdue ?? undefined,
    isDeleted: filter?.isDeleted ?? false,
  };
}
