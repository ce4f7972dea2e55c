import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';
import { searchTenders } from '../../search.service.js';

export const tenders: NonNullable<QueryResolvers['tenders']> = (_parent, { filter, ...rest }, { database, now }) => {
  const buyerIds = filter?.buyerIds?.map((id) => decodeId('Buyer', id));
  return searchTenders({ ...rest, filter: { ...filter, buyerIds } }, { database, now: now() });
};
