import { encodeId } from '@hub/runtime/graphql';
import type { FieldValueResolvers } from '../../../types.generated.js';

export const FieldValue: FieldValueResolvers = {
  recordId: ({ recordRow }) => encodeId('SupplierRecord', recordRow),
};
