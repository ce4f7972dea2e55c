import type { BuyerTenderConnectionResolvers } from '../../../types.generated.js';

export const BuyerTenderConnection: BuyerTenderConnectionResolvers = {
  nodes: async ({ nodes }, _args, { loaders }) => {
    const tenders = await Promise.all(nodes.map(({ id }) => loaders.tender.load(id)));
    return tenders.filter((tender) => tender !== null);
  },
};
