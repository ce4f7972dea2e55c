import { encodeId } from '@hub/runtime/graphql';
import type { FieldProvenanceResolvers } from '../../../types.generated.js';

export const FieldProvenance: FieldProvenanceResolvers = {
  recordId: ({ recordRow }) => encodeId('SupplierRecord', recordRow),
};
