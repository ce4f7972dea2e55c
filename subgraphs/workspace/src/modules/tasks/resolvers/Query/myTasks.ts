import type { QueryResolvers } from '../../../../types.generated.js';
import { taskConditionsOf } from '../../task-input.js';
import { myTasksPage } from '../../task.service.js';

export const myTasks: NonNullable<QueryResolvers['myTasks']> = (_parent, { filter, orderBy, first, after }, context) =>
  myTasksPage(context, { conditions: taskConditionsOf(filter), order: orderBy, page: { first, after } });
