import type { Task } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { lockUntilCommit, oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { taskCreated } from '@hub/runtime/events';
import {
  notFound,
  pageOf,
  sliceOf,
  type Connection,
  type InvalidInput,
  type NotFound,
  type PageArguments,
} from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { sortedList, sortKeyOf, type SortedRow } from '../lists/sorted-list.js';
import { memberExists } from '../members/member.repository.js';
import { requireIn } from '../projects/project-access.js';
import { noProject, notInTeam } from '../projects/project-results.js';
import type { CreateTask } from './task-input.js';
import { countTasks, findTaskPage, taskSorts, type TaskConditions } from './task-list.repository.js';
import { makesCircle, rememberTask, tellOfTask, unlessAssigneeLeft, type TaskChanged } from './task-results.js';
import * as tasks from './task.repository.js';

type CreateResult = TaskChanged<'CreateTaskSuccess'> | InvalidInput | NotFound;

interface TaskList {
  readonly conditions: TaskConditions;
  readonly order: keyof typeof taskSorts;
  readonly page: PageArguments;
}

/** A page of the team's tasks over all projects. */
export async function tasksPage({ database, loaders }: Context, list: TaskList): Promise<Connection<Task>> {
  const { conditions, order, page } = list;
  const sorting = taskSorts[order];
  const paged = sortedList<Task & SortedRow>(`tasks:${order}`, sorting.column?.type ?? null);
  const { after, take } = sliceOf(paged, page);
  const today = await loaders.today.load('today');
  const found = await database.read((db) =>
    findTaskPage(db, { conditions, today, sorting, after: sortKeyOf(after), take }),
  );
  const rows = await Promise.all(
    found.map(async ({ id, sortedBy }) => {
      const task = await loaders.task.load(id);
      return task && { ...task, sortedBy };
    }),
  );
  const count = () => database.read((db) => countTasks(db, conditions, today));
  return pageOf(paged, { rows: rows.filter((row) => row !== null), count }, page);
}

// A filter by somebody who is nobody: what has no membership is to do nothing.
const nobody = '00000000-0000-0000-0000-000000000000';

/** {@link tasksPage} of those that the actor is to do; those that are not completed, unless statuses are named. */
export function myTasksPage(context: Context, list: TaskList): Promise<Connection<Task>> {
  const { conditions } = list;
  const assigneeIds = [membershipOf(context.actor) ?? nobody];
  const statuses = conditions.statuses ?? ['NOT_STARTED', 'IN_PROGRESS'];
  return tasksPage(context, { ...list, conditions: { ...conditions, assigneeIds, statuses } });
}

/** Creates a task of a project. */
export async function createTask(context: Context, input: CreateTask): Promise<CreateResult> {
  const { actor, database } = context;
  const { idempotencyKey: key, ...sent } = input;
  const result = await unlessAssigneeLeft(
    database.write((tx) =>
      oncePerKey<CreateResult>(
        tx,
        { operation: 'createTask', key, input: sent, actor },
        {
          make: () => create(context, tx, sent),
          createdBy: (made) => ('task' in made ? made.task.id : null),
          again: async (id) => createdAlready(await tasks.findTask(tx, id)),
        },
      ),
    ),
  );
  if ('task' in result) rememberTask(context, result.task);
  return result;
}

function createdAlready(task: Task | null): CreateResult | null {
  return task && { __typename: 'CreateTaskSuccess', task };
}

async function create(
  { actor, now }: Context,
  tx: TeamTransaction,
  input: Omit<CreateTask, 'idempotencyKey'>,
): Promise<CreateResult> {
  const { projectId, assigneeId = null, dueOn, recurrence = null, dependsOnIds = [] } = input;
  if (!(await tasks.liveProjectExists(tx, projectId))) return notFound(noProject, 'projectId');
  requireIn(actor, tx, 'project:update', projectId);
  if (assigneeId !== null && !(await memberExists(tx, assigneeId, now()))) return notInTeam('assigneeId');
  const stranger = await unknownAmong(tx, dependsOnIds);
  if (stranger !== null) return stranger;
  const byMembershipId = membershipOf(actor);
  const task = await tasks.insertTask(tx, {
    teamId: requireTeam(actor, 'Creating a task needs a team.'),
    projectId,
    title: input.title,
    description: input.description ?? null,
    priority: input.priority,
    assigneeMembershipId: assigneeId,
    dueOn: dueOn === undefined ? null : new Date(dueOn),
    recurrence,
    recursFrom: recurrence === null || dueOn === undefined ? null : new Date(dueOn),
    createdByMembershipId: byMembershipId,
    updatedByMembershipId: byMembershipId,
  });
  if (task === null) throw new Error('The database added no task.');
  await tasks.replaceDependencies(tx, task, dependsOnIds);
  const also = dependsOnIds.length === 0 ? [] : [{ field: 'dependsOn', before: null, after: dependsOnIds.join(' ') }];
  await tellOfTask(tx, taskCreated, { before: null, after: task, also });
  return { __typename: 'CreateTaskSuccess', task };
}

async function unknownAmong(tx: TeamTransaction, ids: readonly string[]): Promise<NotFound | null> {
  const known = await tasks.existingTaskIds(tx, ids);
  const unknown = ids.findIndex((id) => !known.has(id));
  return unknown < 0 ? null : notFound('Your team has no task with this id.', `dependsOnIds.${unknown}`);
}

/** Makes a task wait for others, and answers why it cannot. Others of the team who do the same wait: two could close a circle. */
export async function setDependencies(
  tx: TeamTransaction,
  task: Task,
  dependsOnIds: readonly string[],
): Promise<InvalidInput | NotFound | null> {
  await lockUntilCommit(tx, `task-dependencies:${task.teamId}`);
  const stranger = await unknownAmong(tx, dependsOnIds);
  if (stranger !== null) return stranger;
  if (await tasks.waitsFor(tx, dependsOnIds, task.id)) return makesCircle;
  await tasks.replaceDependencies(tx, task, dependsOnIds);
  return null;
}
