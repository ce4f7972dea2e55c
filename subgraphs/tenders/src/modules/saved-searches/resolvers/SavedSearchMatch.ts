import { encodeId } from '@hub/runtime/graphql';
import type { SavedSearchMatchResolvers } from '../../../types.generated.js';
import { anyTenderById } from '../../tenders/any-tender.js';
import { positionOf } from '../saved-search-lists.js';

export const SavedSearchMatch: SavedSearchMatchResolvers = {
  id: ({ id }) => encodeId('SavedSearchMatch', id),
  savedSearch: ({ savedSearchId }, _args, { loaders }) => loaders.savedSearch.load(savedSearchId),
  tender: ({ tenderId }, _args, { loaders }) => anyTenderById(loaders, tenderId),
  isSeen: async ({ savedSearchId, number }, _args, { loaders }) =>
    number <= (await loaders.savedSearchReader.load(savedSearchId)).seenCount,
  position: positionOf,
};
