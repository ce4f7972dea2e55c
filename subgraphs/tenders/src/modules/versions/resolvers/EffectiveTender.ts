import type { EffectiveTenderResolvers } from '../../../types.generated.js';
import { readProvince } from '../../../ocds/index.js';
import { moneyOf } from '../../base/money.js';

export const EffectiveTender: EffectiveTenderResolvers = {
  province: ({ province }) => readProvince(province),
  value: ({ valueAmount, valueCurrency }) => moneyOf(valueAmount, valueCurrency),
  overriddenFields: ({ overriddenFields }) => [...overriddenFields],
};
