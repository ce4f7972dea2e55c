import type { RankedTenderEdgeResolvers } from '../../../types.generated.js';
import { reasonsOf } from '../rank-reasons.js';

export const RankedTenderEdge: RankedTenderEdgeResolvers = {
  rank: ({ node }) => node.rank,
  reasons: ({ node }) => reasonsOf(node),
  score: ({ node }) => node.score,
  recommendation: ({ node }) => node.recommendation,
};
