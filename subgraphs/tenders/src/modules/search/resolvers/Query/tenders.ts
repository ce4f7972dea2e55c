import type { QueryResolvers } from '../../../../types.generated.js';
import { chargeSearch } from '../../../quota/search-quota.service.js';
import { searchInputOf } from '../../search-arguments.js';
import { searchTenders } from '../../search.service.js';

export const tenders: NonNullable<QueryResolvers['tenders']> = async (_parent, args, context) => {
  const found = searchTenders(searchInputOf(args), { database: context.database, now: context.now() });
  await chargeSearch(context, found.request);
  return found;
};
