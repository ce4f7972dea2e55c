import type { TenderDocumentSnapshotResolvers } from '../../../types.generated.js';
import { idOfDocumentSnapshot } from '../as-of/document-snapshots.js';
import { documentScope } from '../../parts/document-scope.js';

export const TenderDocumentSnapshot: TenderDocumentSnapshotResolvers = {
  id: idOfDocumentSnapshot,
  scope: ({ scope }) => documentScope(scope),
};
