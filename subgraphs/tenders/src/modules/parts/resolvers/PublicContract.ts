import type { PublicContractResolvers } from '../../../types.generated.js';
import { moneyOf } from '../../base/money.js';
import { idOfPart } from '../../base/part-id.js';

export const PublicContract: PublicContractResolvers = {
  id: ({ tenderId, key }) => idOfPart('PublicContract', tenderId, key),
  value: ({ valueAmount, valueCurrency }) => moneyOf(valueAmount, valueCurrency),
  award: async ({ tenderId, awardKey }, _args, { loaders }) =>
    awardKey === null ? null : ((await loaders.awards.load(tenderId)).find(({ key }) => key === awardKey) ?? null),
};
