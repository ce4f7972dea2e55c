import type { TenderItemResolvers } from '../../../types.generated.js';
import { moneyOf } from '../../base/money.js';
import { idOfPart } from '../../base/part-id.js';

export const TenderItem: TenderItemResolvers = {
  id: ({ tenderId, awardKey, key }) => idOfPart('TenderItem', tenderId, ...(awardKey === null ? [] : [awardKey]), key),
  classification: ({ classificationScheme, classificationId, classificationDescription }) =>
    classificationId === null
      ? null
      : { scheme: classificationScheme, code: classificationId, description: classificationDescription },
  quantity: ({ quantity }) => quantity?.toFixed() ?? null,
  unitValue: ({ unitValueAmount, unitValueCurrency }) => moneyOf(unitValueAmount, unitValueCurrency),
  lot: ({ tenderId, lotKey }, _args, { loaders }) =>
    lotKey === null ? null : loaders.lot.load({ tenderId, key: lotKey }),
};
