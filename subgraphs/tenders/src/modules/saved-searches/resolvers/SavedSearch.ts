import { encodeId } from '@hub/runtime/graphql';
import type { SavedSearchResolvers } from '../../../types.generated.js';
import { chargeSearch } from '../../quota/search-quota.service.js';
import { searchOrders } from '../../search/request/search-request.js';
import { searchScopeOf, searchTenders } from '../../search/search.service.js';
import { memberReference } from '../../base/member-reference.js';
import { newMatchesPage } from '../saved-search-lists.js';
import { inputOf, requestOf } from '../stored-search.js';

export const SavedSearch: SavedSearchResolvers = {
  id: ({ id }) => encodeId('SavedSearch', id),
  orderBy: ({ orderBy }) => searchOrders.find((order) => order === orderBy) ?? null,
  visibility: ({ ownerMembershipId }) => (ownerMembershipId === null ? 'TEAM' : 'PRIVATE'),
  notification: ({ notification }) =>
    notification === 'DAILY' || notification === 'IMMEDIATE' ? notification : 'NONE',
  isDefault: async ({ id }, _args, { loaders }) => (await loaders.savedSearchReader.load(id)).isDefault,
  problem: (stored) => {
    const checked = requestOf(stored);
    return 'problem' in checked ? checked.problem : null;
  },
  newCount: ({ id }, _args, { loaders }) => loaders.newCount.load(id),
  newMatches: ({ id }, page, context) => newMatchesPage(context, { savedSearchId: id, page }),
  tenders: async (stored, page, context) => {
    const found = searchTenders(inputOf(stored, page), searchScopeOf(context));
    await chargeSearch(context, found.request);
    return found;
  },
  updatedBy: ({ updatedByMembershipId }) => memberReference(updatedByMembershipId),
  createdBy: ({ createdByMembershipId }) => memberReference(createdByMembershipId),
};
