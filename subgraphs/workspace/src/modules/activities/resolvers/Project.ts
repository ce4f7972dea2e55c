import type { ProjectResolvers } from '../../../types.generated.js';
import { childrenPage } from '../../lists/children-page.js';

export const Project: Pick<ProjectResolvers, 'activities' | '__resolveReference'> = {
  activities: ({ id }, page, { loaders }) =>
    childrenPage(
      'projectActivities',
      { parent: id, page },
      { children: loaders.projectActivities, rows: loaders.activity },
    ),
};
