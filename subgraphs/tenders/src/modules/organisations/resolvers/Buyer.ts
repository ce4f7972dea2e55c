import { decodeId, pageSizeOf, valuesOf } from '@hub/runtime/graphql';
import type { BuyerResolvers } from '../../../types.generated.js';
import { awardTotals } from '../award-totals.js';
import { buyerTendersPage } from '../buyer-tenders.service.js';
import { usualSuppliers } from '../usual-suppliers.js';

export const Buyer: Pick<
  BuyerResolvers,
  | 'firstSeenAt'
  | 'lastSeenAt'
  | 'spend'
  | 'tenderCount'
  | 'tenders'
  | 'usualSuppliers'
  | '__isTypeOf'
  | '__resolveReference'
> = {
  tenders: ({ id }, { filter, ...page }, context) => {
    const ids = valuesOf(filter?.ids?.map((tender) => decodeId('Tender', tender)));
    return buyerTendersPage(context, { buyerId: id, filter: { ids, statuses: valuesOf(filter?.statuses) }, page });
  },
  tenderCount: async ({ id }, _args, { loaders }) => (await loaders.buyerFigures.load(id))?.tenderCount ?? 0,
  firstSeenAt: async ({ id }, _args, { loaders }) => (await loaders.buyerFigures.load(id))?.firstSeenAt ?? null,
  lastSeenAt: async ({ id }, _args, { loaders }) => (await loaders.buyerFigures.load(id))?.lastSeenAt ?? null,
  spend: async ({ id }, _args, { loaders }) => awardTotals(await loaders.buyerAwards.load(id)),
  usualSuppliers: async ({ id }, page, { loaders }) =>
    usualSuppliers(await loaders.usualSuppliers.load({ buyerId: id, take: pageSizeOf(page) })),
};
