import type { TenderDocumentResolvers } from '../../../types.generated.js';
import { documentScope } from '../document-scope.js';

export const TenderDocument: Pick<TenderDocumentResolvers, 'key' | 'language' | 'modifiedAt' | 'scope' | '__isTypeOf'> =
  {
    scope: ({ scope }) => documentScope(scope),
  };
