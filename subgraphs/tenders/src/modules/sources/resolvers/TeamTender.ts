import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { TeamTenderResolvers } from '../../../types.generated.js';
import { readProcurementCategory, readProcurementMethod, readProvince, tenderStatusAt } from '../../../ocds/index.js';
import { contactOf } from '../../base/contact.js';
import { moneyOf } from '../../base/money.js';
import { lifecycleOf, ownPresumedUntil } from '../teams/tenders/lifecycle.js';

export const TeamTender: TeamTenderResolvers = {
  __resolveReference: referenceTo('TeamTender', (row, { loaders }: Context) => loaders.teamTender.load(row)),
  id: ({ id }) => encodeId('TeamTender', id),
  kind: ({ kind }) => (kind === 'MARKETPLACE_JOB' ? 'MARKETPLACE_JOB' : 'TENDER'),
  source: ({ teamSourceId }, _args, { loaders }) => loaders.teamSource.load(teamSourceId),
  status: ({ lifecycle, ...row }, _args, { now }) =>
    tenderStatusAt({ ...row, lifecycle: lifecycleOf(lifecycle), presumedUntil: ownPresumedUntil(row) }, now()),
  key: ({ externalId }) => externalId,
  procurementCategory: ({ procurementCategory }) => readProcurementCategory(procurementCategory),
  method: ({ method }) => readProcurementMethod(method),
  province: ({ province }) => readProvince(province),
  closingAsPublished: ({ closingRaw }) => closingRaw,
  value: ({ valueAmount, valueCurrency }) => moneyOf(valueAmount, valueCurrency),
  contact: contactOf,
  budget: ({ budgetType, budgetMin, budgetMax, budgetCurrency }) =>
    budgetType === null && budgetMin === null && budgetMax === null
      ? null
      : {
          type: budgetType === 'HOURLY' || budgetType === 'FIXED' ? budgetType : null,
          min: moneyOf(budgetMin, budgetCurrency),
          max: moneyOf(budgetMax, budgetCurrency),
        },
};
