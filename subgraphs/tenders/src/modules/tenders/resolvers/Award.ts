import type { AwardResolvers } from '../../../types.generated.js';
import { idOfPart } from '../../base/part-id.js';
import { moneyOf } from '../../base/money.js';

export const Award: Pick<
  AwardResolvers,
  'awardedAt' | 'id' | 'status' | 'suppliers' | 'title' | 'value' | '__isTypeOf'
> = {
  value: ({ valueAmount, valueCurrency }) => moneyOf(valueAmount, valueCurrency),
  suppliers: ({ tenderId, key }, _args, { loaders }) => loaders.winners.load({ tenderId, awardKey: key }),
  id: ({ tenderId, key }) => idOfPart('Award', tenderId, key),
};
