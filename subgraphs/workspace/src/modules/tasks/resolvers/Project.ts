import type { ProjectResolvers } from '../../../types.generated.js';
import { childrenPage } from '../../lists/children-page.js';

export const Project: Pick<ProjectResolvers, 'tasks' | '__resolveReference'> = {
  tasks: ({ id }, page, { loaders }) =>
    childrenPage('projectTasks', { parent: id, page }, { children: loaders.projectTasks, rows: loaders.task }),
};
