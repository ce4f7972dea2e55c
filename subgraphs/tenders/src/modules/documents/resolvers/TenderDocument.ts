import type { TenderDocumentResolvers } from '../../../types.generated.js';
import { fileOf, replacementsPage } from '../document.service.js';

export const TenderDocument: Pick<
  TenderDocumentResolvers,
  'byteSize' | 'checksum' | 'fetchedAt' | 'mediaType' | 'replacedAt' | 'replacements' | 'text' | '__isTypeOf'
> = {
  checksum: async (document, _args, context) => (await fileOf(document, context))?.checksum,
  byteSize: async (document, _args, context) => (await fileOf(document, context))?.byteSize,
  mediaType: async (document, _args, context) => (await fileOf(document, context))?.mediaType,
  text: async (document, _args, context) => (await fileOf(document, context))?.text,
  fetchedAt: async (document, _args, context) => (await fileOf(document, context))?.fetchedAt,
  replacedAt: async (document, _args, context) => (await fileOf(document, context))?.replacedAt,
  replacements: replacementsPage,
};
