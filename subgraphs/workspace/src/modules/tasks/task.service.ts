import type { Task } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { lockUntilCommit, oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { taskCreated } from '@hub/runtime/events';
import { notFound, type Connection, type InvalidInput, type NotFound, type PageArguments } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { sortedPage } from '../lists/sorted-page.service.js';
import { memberExists } from '../members/member.repository.js';
import { notInTeam, unlessMemberLeft } from '../members/not-in-team.js';
import { requireIn } from '../projects/project-access.js';
import { noProject } from '../projects/project-results.js';
import type { CreateTask } from './task-input.js';
import { countTasks, findTaskPage, taskSorts, type TaskConditions } from './task-list.repository.js';
import { makesCircle, noTask, rememberTask, tellOfTask, type TaskChanged } from './task-results.js';
import * as tasks from './task.repository.js';

type CreateResult = TaskChanged<'CreateTaskSuccess'> | InvalidInput | NotFound;

interface TaskList {
  readonly conditions: TaskConditions;
  readonly order: keyof typeof taskSorts;
  readonly page: PageArguments;
}

/** A page of the team's tasks over all projects. */
export async function tasksPage(context: Context, list: TaskList): Promise<Connection<Task>> {
  const { conditions, order, page } = list;
  const query = { conditions, today: await context.loaders.today.load('today') };
  return sortedPage(
    context,
    { name: `tasks:${order}`, sorting: taskSorts[order], page },
    {
      find: (db, slice) => findTaskPage(db, query, slice),
      count: (db) => countTasks(db, query),
      rows: context.loaders.task,
    },
  );
}

// A filter by somebody who is nobody: what has no membership is to do nothing.
const nobody = '00000000-0000-0000-0000-000000000000';

/** {@link tasksPage} of those that the actor is to do; those that are not completed, unless statuses are named. */
export function myTasksPage(context: Context, list: TaskList): Promise<Connection<Task>> {
  const { conditions } = list;
  const own = membershipOf(context.actor) ?? nobody;
  const assigneeIds = [own].filter((id) => conditions.assigneeIds?.includes(id) !== false);
  const statuses = conditions.statuses ?? ['NOT_STARTED', 'IN_PROGRESS'];
  return tasksPage(context, { ...list, conditions: { ...conditions, assigneeIds, statuses } });
}

/** Creates a task of a project. */
export async function createTask(context: Context, input: CreateTask): Promise<CreateResult> {
  const { actor, database } = context;
  const { idempotencyKey: key, ...sent } = input;
  const result = await unlessMemberLeft(
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
    notInTeam('assigneeId'),
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
  return unknown < 0 ? null : notFound(noTask, `dependsOnIds.${unknown}`);
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
