import type { LotResolvers } from '../../../types.generated.js';
import { moneyOf } from '../../base/money.js';
import { idOfPart } from '../../base/part-id.js';
import { partsPage } from '../part-pages.js';

export const Lot: LotResolvers = {
  id: ({ tenderId, key }) => idOfPart('Lot', tenderId, key),
  value: ({ valueAmount, valueCurrency }) => moneyOf(valueAmount, valueCurrency),
  items: ({ tenderId, key }, page, { loaders }) =>
    partsPage(loaders.items, 'items', { parent: { tenderId, key }, page }),
};
