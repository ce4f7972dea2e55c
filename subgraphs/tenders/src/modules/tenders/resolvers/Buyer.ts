import { referenceTo, encodeId } from '@hub/runtime/graphql';
import type { BuyerResolvers } from '../../../types.generated.js';
import type { Context } from '../../../context.js';

export const Buyer: Pick<BuyerResolvers, 'id' | 'name' | '__isTypeOf' | '__resolveReference'> = {
  __resolveReference: referenceTo('Buyer', (row, { loaders }: Context) => loaders.buyer.load(row)),
  id: ({ id }) => encodeId('Buyer', id),
};
