import type { SupplierResolvers } from '../../../types.generated.js';
import { awardTotals } from '../award-totals.js';
import { provenanceOf } from '../provenance.js';
import { identifierOf } from '../register-number.js';
import { recordsPage, wonAwardsPage } from '../supplier-pages.js';

export const Supplier: Pick<
  SupplierResolvers,
  'awardTotals' | 'awards' | 'identifiers' | 'provenance' | 'records' | '__isTypeOf' | '__resolveReference'
> = {
  identifiers: async ({ id }, _args, { loaders }) => (await loaders.supplierNumbers.load(id)).map(identifierOf),
  records: ({ id }, page, context) => recordsPage(context, id, page),
  provenance: async ({ id }, _args, { loaders }) => provenanceOf(await loaders.trustedRecords.load(id)),
  awards: ({ id }, page, context) => wonAwardsPage(context, id, page),
  awardTotals: async ({ id }, _args, { loaders }) => awardTotals(await loaders.supplierAwardCounts.load(id)),
};
