import { HubError } from '@hub/runtime/errors';
import type { TenderEdgeResolvers } from '../../../types.generated.js';

export const TenderEdge: TenderEdgeResolvers = {
  node: async ({ tenderId }, _args, { loaders }) => {
    const tender = await loaders.tender.load(tenderId);
    if (tender) return tender;
    throw new HubError('INTERNAL_SERVER_ERROR', 'A tender was found and then was not there.');
  },
  highlights: async ({ tenderId, highlightsOfPage }) => (await highlightsOfPage()).get(tenderId) ?? [],
};
