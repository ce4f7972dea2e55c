import type { BuyerTenderEdgeResolvers } from '../../../types.generated.js';

export const BuyerTenderEdge: BuyerTenderEdgeResolvers = {
  node: ({ node }, _args, { loaders }) => loaders.tender.load(node.id),
};
