import type { TenderResolvers } from '../../../types.generated.js';

export const Tender: Pick<TenderResolvers, 'documentsReplacedAt' | '__isTypeOf' | '__resolveReference'> = {
  documentsReplacedAt: ({ id }, _args, { loaders }) => loaders.documentsReplacedAt.load(id),
};
