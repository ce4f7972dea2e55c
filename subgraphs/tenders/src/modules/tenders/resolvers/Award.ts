import type { AwardResolvers } from '../../../types.generated.js';
import { moneyOf } from '../../base/money.js';

export const Award: Pick<AwardResolvers, 'awardedAt' | 'status' | 'suppliers' | 'title' | 'value'> = {
  value: ({ valueAmount, valueCurrency }) => moneyOf(valueAmount, valueCurrency),
  suppliers: ({ tenderId, key }, _args, { loaders }) => loaders.winners.load({ tenderId, awardKey: key }),
};
