import type { TenderDocumentResolvers } from '../../../types.generated.js';
import { documentScope } from '../document-scope.js';

export const TenderDocument: Pick<TenderDocumentResolvers, 'key' | 'language' | 'modifiedAt' | 'scope'> = {
  scope: ({ scope }) => documentScope(scope),
};
