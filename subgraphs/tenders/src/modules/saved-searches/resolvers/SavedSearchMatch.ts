import { HubError } from '@hub/runtime/errors';
import type { SavedSearchMatchResolvers } from '../../../types.generated.js';
import { anyTenderById } from '../../tenders/any-tender.js';
import { positionOf } from '../saved-search-lists.js';

export const SavedSearchMatch: SavedSearchMatchResolvers = {
  savedSearch: async ({ savedSearchId }, _args, { loaders }) => {
    const savedSearch = await loaders.savedSearch.load(savedSearchId);
    if (savedSearch === null) throw new HubError('NOT_FOUND', 'The saved search was removed at this moment.');
    return savedSearch;
  },
  tender: ({ tenderId }, _args, { loaders }) => anyTenderById(loaders, tenderId),
  isSeen: async ({ savedSearchId, number }, _args, { loaders }) =>
    number <= (await loaders.savedSearchReader.load(savedSearchId)).seenCount,
  position: positionOf,
};
