import type { QueryResolvers } from '../../../../types.generated.js';
import { chargeSearch } from '../../../quota/search-quota.service.js';
import { searchInputOf } from '../../request/search-request.js';
import { requestedPartsOf } from '../../requested-parts.js';
import { searchScopeOf, searchTenders } from '../../search.service.js';

export const tenders: NonNullable<QueryResolvers['tenders']> = async (_parent, args, context, info) => {
  const found = searchTenders(searchInputOf(args), searchScopeOf(context));
  if (!(await found.isShared(requestedPartsOf(info)))) await chargeSearch(context, found.request);
  return found;
};
