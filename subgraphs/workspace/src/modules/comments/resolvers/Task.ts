import type { TaskResolvers } from '../../../types.generated.js';
import { childrenPage } from '../../lists/children-page.js';

export const Task: Pick<TaskResolvers, 'comments' | '__resolveReference'> = {
  comments: ({ id }, page, { loaders }) =>
    childrenPage('taskComments', { parent: id, page }, { children: loaders.taskComments, rows: loaders.comment }),
};
