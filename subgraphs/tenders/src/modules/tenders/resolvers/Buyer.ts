import { decodeIdOrNull, encodeId } from '@hub/runtime/graphql';
import type { BuyerResolvers } from '../../../types.generated.js';

export const Buyer: Pick<BuyerResolvers, 'id' | 'name' | '__resolveReference'> = {
  __resolveReference: ({ id }, { loaders }) => {
    const row = decodeIdOrNull('Buyer', id);
    return row === null ? null : loaders.buyer.load(row);
  },
  id: ({ id }) => encodeId('Buyer', id),
};
