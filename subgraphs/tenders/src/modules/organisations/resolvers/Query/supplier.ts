import { decodeId } from '@hub/runtime/graphql';
import type { QueryResolvers } from '../../../../types.generated.js';

export const supplier: NonNullable<QueryResolvers['supplier']> = (_parent, { id }, { loaders }) =>
  loaders.supplier.load(decodeId('Supplier', id));
