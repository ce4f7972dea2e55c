import type { QueryResolvers } from '../../../../types.generated.js';
import { savedSearchesPage } from '../../saved-search-lists.js';

export const savedSearches: NonNullable<QueryResolvers['savedSearches']> = (_parent, page, context) =>
  savedSearchesPage(context, page);
