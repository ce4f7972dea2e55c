import type { TaskResolvers } from '../../../types.generated.js';
import { historyPage } from '../history-page.js';

export const Task: Pick<TaskResolvers, 'history' | '__resolveReference'> = {
  history: ({ id }, page, context) => historyPage('taskHistory', { parent: id, page }, context),
};
