import type { RankedTenderConnectionResolvers } from '../../../types.generated.js';

export const RankedTenderConnection: RankedTenderConnectionResolvers = {
  nodes: ({ nodes }) => nodes,
};
