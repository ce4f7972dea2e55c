import { decodeIdOrNull, encodeId } from '@hub/runtime/graphql';
import type { SupplierResolvers } from '../../../types.generated.js';

export const Supplier: Pick<SupplierResolvers, 'id' | 'name' | '__resolveReference'> = {
  __resolveReference: ({ id }, { loaders }) => {
    const row = decodeIdOrNull('Supplier', id);
    return row === null ? null : loaders.supplier.load(row);
  },
  id: ({ id }) => encodeId('Supplier', id),
};
