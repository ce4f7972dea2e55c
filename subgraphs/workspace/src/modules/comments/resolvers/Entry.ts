import type { EntryResolvers } from '../../../types.generated.js';
import { childrenPage } from '../../lists/children-page.js';

export const Entry: Pick<EntryResolvers, 'comments' | '__resolveReference'> = {
  comments: ({ id }, page, { loaders }) =>
    childrenPage('entryComments', { parent: id, page }, { children: loaders.entryComments, rows: loaders.comment }),
};
