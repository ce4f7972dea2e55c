import type { TenderDocumentResolvers } from '../../../types.generated.js';

// Every field reads the member of its name.
export const TenderDocument: Pick<
  TenderDocumentResolvers,
  'documentType' | 'filename' | 'format' | 'publishedAt' | 'title' | 'url'
> = {};
