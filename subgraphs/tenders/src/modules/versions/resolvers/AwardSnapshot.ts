import type { AwardSnapshotResolvers } from '../../../types.generated.js';
import { moneyOf } from '../../base/money.js';

export const AwardSnapshot: AwardSnapshotResolvers = {
  value: ({ valueAmount, valueCurrency }) => moneyOf(valueAmount, valueCurrency),
  supplierNames: ({ suppliers }) => suppliers.map(({ name }) => name),
};
