import type { TenderDocumentSnapshotResolvers } from '../../../types.generated.js';
import { documentScope } from '../../parts/document-scope.js';

export const TenderDocumentSnapshot: TenderDocumentSnapshotResolvers = {
  scope: ({ scope }) => documentScope(scope),
};
