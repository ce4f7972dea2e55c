import { referenceTo, encodeId } from '@hub/runtime/graphql';
import type { SupplierResolvers } from '../../../types.generated.js';
import type { Context } from '../../../context.js';

export const Supplier: Pick<SupplierResolvers, 'id' | 'name' | '__isTypeOf' | '__resolveReference'> = {
  __resolveReference: referenceTo('Supplier', (row, { loaders }: Context) => loaders.supplier.load(row)),
  id: ({ id }) => encodeId('Supplier', id),
};
