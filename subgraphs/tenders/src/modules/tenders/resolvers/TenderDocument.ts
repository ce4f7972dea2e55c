import type { TenderDocumentResolvers } from '../../../types.generated.js';
import { idOfPart } from '../../base/part-id.js';

// Every other field reads the member of its name.
export const TenderDocument: Pick<
  TenderDocumentResolvers,
  'documentType' | 'filename' | 'format' | 'id' | 'publishedAt' | 'title' | 'url' | '__isTypeOf'
> = {
  id: ({ tenderId, key }) => idOfPart('TenderDocument', tenderId, key),
};
