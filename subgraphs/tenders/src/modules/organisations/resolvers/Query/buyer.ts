import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';

export const buyer: NonNullable<QueryResolvers['buyer']> = (_parent, { id }, { loaders }) =>
  loaders.buyer.load(decodeId('Buyer', id));
