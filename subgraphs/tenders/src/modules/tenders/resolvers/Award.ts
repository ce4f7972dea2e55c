import type { AwardResolvers } from '../../../types.generated.js';
import { moneyOf } from '../money.js';

export const Award: AwardResolvers = {
  value: ({ valueAmount, valueCurrency }) => moneyOf(valueAmount, valueCurrency),
  suppliers: ({ suppliers }) => suppliers.map(({ supplier }) => supplier),
};
