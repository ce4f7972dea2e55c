import { HubError } from '@hub/runtime/errors';
import type { TenderEdgeResolvers } from '../../../types.generated.js';
import { anyTenderById } from '../../tenders/any-tender.js';

export const TenderEdge: TenderEdgeResolvers = {
  node: async ({ tenderId }, _args, { loaders }) => {
    const tender = await anyTenderById(loaders, tenderId);
    if (tender) return tender;
    // Public tenders stay for ever; one of the team's own goes with its source.
    throw new HubError('NOT_FOUND', 'The tender was removed at this moment.');
  },
  highlights: async ({ tenderId, highlightsOfPage }) => (await highlightsOfPage()).get(tenderId) ?? [],
};
