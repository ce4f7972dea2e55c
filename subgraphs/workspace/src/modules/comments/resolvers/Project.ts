import type { ProjectResolvers } from '../../../types.generated.js';
import { childrenPage } from '../../lists/children-page.js';

export const Project: Pick<ProjectResolvers, 'comments' | '__resolveReference'> = {
  comments: ({ id }, page, { loaders }) =>
    childrenPage('projectComments', { parent: id, page }, { children: loaders.projectComments, rows: loaders.comment }),
};
