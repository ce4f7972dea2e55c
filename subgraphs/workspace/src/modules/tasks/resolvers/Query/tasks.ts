import type { QueryResolvers } from '../../../../types.generated.js';
import { taskConditionsOf } from '../../task-input.js';
import { tasksPage } from '../../task.service.js';

export const tasks: NonNullable<QueryResolvers['tasks']> = (_parent, { filter, orderBy, first, after }, context) =>
  tasksPage(context, { conditions: taskConditionsOf(filter), order: orderBy, page: { first, after } });
