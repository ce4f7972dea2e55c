import { encodeId } from '@hub/runtime/graphql';
import type { DocumentReplacementResolvers } from '../../../types.generated.js';

export const DocumentReplacement: DocumentReplacementResolvers = {
  id: ({ id }) => encodeId('DocumentReplacement', id),
};
