import type { Project, Task } from '@hub/prisma/client';
import { membershipOf } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { taskCreated, taskUpdated } from '@hub/runtime/events';
import { invalidField, notFound, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import { planBack, type PlannedStep } from '../../back-plan/back-plan.js';
import type { Context } from '../../context.js';
import { requireIn } from '../projects/project-access.js';
import { noProject } from '../projects/project-results.js';
import { lockProject } from '../projects/project.repository.js';
import { dayOf, rememberTask, tellOfTask } from './task-results.js';
import * as tasks from './task.repository.js';

interface Planned {
  readonly __typename: 'PlanProjectSuccess';
  readonly tasks: Task[];
  readonly project: Project;
}

type Result = Planned | InvalidInput | NotFound;

/** Makes tasks for the steps of a bid, or moves those that were made before. One of each step, however often it is planned. */
export async function planProject(context: Context, { projectId }: { readonly projectId: string }): Promise<Result> {
  const result = await context.database.write(async (tx): Promise<Result> => {
    // Behind the lock of the project, so that two who plan it at once make each step once.
    const project = await lockProject(tx, projectId);
    if (project === null || project.deletedAt !== null) return notFound(noProject, 'projectId');
    requireIn(context.actor, tx, 'project:update', projectId);
    const dates = await tasks.findPlanDates(tx, projectId);
    if (dates === null)
      return invalidField(
        'projectId',
        'Its tender states no closing time that can be read, so there is nothing to count from.',
      );
    const steps = planBack(dates, await tasks.findHolidays(tx, dates.closesOn));
    const known = new Map((await tasks.lockPlan(tx, projectId)).map((task) => [task.planStep, task]));
    const planned: Task[] = [];
    for (const step of steps) planned.push(await place(context, tx, { project, step, known: known.get(step.step) }));
    return { __typename: 'PlanProjectSuccess', tasks: planned, project };
  });
  if ('tasks' in result) for (const task of result.tasks) rememberTask(context, task);
  return result;
}

async function place(
  { actor }: Context,
  tx: TeamTransaction,
  { project, step, known }: { project: Project; step: PlannedStep; known: Task | undefined },
): Promise<Task> {
  const byMembershipId = membershipOf(actor);
  if (known !== undefined) {
    if (dayOf(known.dueOn) === step.dueOn || known.status === 'COMPLETED' || known.deletedAt !== null) return known;
    const dueOn = new Date(step.dueOn);
    const moved = await tasks.changeTask(tx, known, { dueOn, updatedByMembershipId: byMembershipId });
    await tellOfTask(tx, taskUpdated, { before: known, after: moved });
    return moved;
  }
  const task = await tasks.insertTask(tx, {
    teamId: project.teamId,
    projectId: project.id,
    title: step.title,
    priority: 'HIGH',
    planStep: step.step,
    dueOn: new Date(step.dueOn),
    assigneeMembershipId: project.proposalManagerMembershipId ?? project.captureManagerMembershipId,
    createdByMembershipId: byMembershipId,
    updatedByMembershipId: byMembershipId,
  });
  if (task === null) throw new Error('The database added no task.');
  await tellOfTask(tx, taskCreated, { before: null, after: task });
  return task;
}
