import type { TenderEdgeResolvers } from '../../../types.generated.js';
import { foundTender } from '../../tenders/any-tender.js';

export const TenderEdge: TenderEdgeResolvers = {
  node: ({ tenderId }, _args, { loaders }) => foundTender(loaders, tenderId),
  highlights: async ({ tenderId, highlightsOfPage }) => (await highlightsOfPage()).get(tenderId) ?? [],
};
