import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { TaskResolvers } from '../../../types.generated.js';
import { storedName, storedNameOrNull } from '../../base/stored-name.js';
import { memberReference } from '../../members/member-reference.js';
import { priorities } from '../../projects/enums.js';
import { planSteps, taskStatuses } from '../enums.js';
import { dayOf } from '../task-results.js';

export const Task: Pick<
  TaskResolvers,
  | 'assignee'
  | 'completedAt'
  | 'createdAt'
  | 'createdBy'
  | 'deletedAt'
  | 'deletedBy'
  | 'dependsOn'
  | 'description'
  | 'dueOn'
  | 'id'
  | 'isOverdue'
  | 'planStep'
  | 'priority'
  | 'project'
  | 'recurrence'
  | 'status'
  | 'title'
  | 'updatedAt'
  | 'updatedBy'
  | 'version'
  | '__resolveReference'
> = {
  __resolveReference: referenceTo('Task', (row, { loaders }: Context) => loaders.task.load(row)),
  id: ({ id }) => encodeId('Task', id),
  project: ({ projectId }, _args, { loaders }) => loaders.project.load(projectId),
  status: ({ status }) => storedName(taskStatuses, status),
  priority: ({ priority }) => storedName(priorities, priority),
  assignee: ({ assigneeMembershipId }) => memberReference(assigneeMembershipId),
  isOverdue: async ({ dueOn, status }, _args, { loaders }) => {
    const day = dayOf(dueOn);
    return day !== null && status !== 'COMPLETED' && day < (await loaders.today.load('today'));
  },
  planStep: ({ planStep }) => storedNameOrNull(planSteps, planStep),
  dependsOn: async ({ id }, _args, { loaders }) => {
    const found = await Promise.all((await loaders.dependencies.load(id)).map((other) => loaders.task.load(other)));
    return found.filter((task) => task !== null);
  },
  createdBy: ({ createdByMembershipId }) => memberReference(createdByMembershipId),
  updatedBy: ({ updatedByMembershipId }) => memberReference(updatedByMembershipId),
  deletedBy: ({ deletedByMembershipId }) => memberReference(deletedByMembershipId),
};
