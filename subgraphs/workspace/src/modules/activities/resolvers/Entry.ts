import type { EntryResolvers } from '../../../types.generated.js';
import { childrenPage } from '../../lists/children-page.js';

export const Entry: Pick<EntryResolvers, 'activities' | '__resolveReference'> = {
  activities: ({ id }, page, { loaders }) =>
    childrenPage(
      'entryActivities',
      { parent: id, page },
      { children: loaders.entryActivities, rows: loaders.activity },
    ),
};
