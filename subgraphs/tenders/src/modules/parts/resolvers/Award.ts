import type { AwardResolvers } from '../../../types.generated.js';
import { partsPage } from '../part-pages.js';

export const Award: Pick<AwardResolvers, 'contracts' | 'items' | 'key' | 'tender' | '__isTypeOf'> = {
  tender: ({ tenderId }, _args, { loaders }) => loaders.tender.load(tenderId),
  items: ({ tenderId, key }, page, { loaders }) =>
    partsPage(loaders.awardItems, 'awardItems', { parent: { tenderId, key }, page }),
  contracts: ({ tenderId, key }, page, { loaders }) =>
    partsPage(loaders.contracts, 'contracts', { parent: { tenderId, key }, page }),
};
