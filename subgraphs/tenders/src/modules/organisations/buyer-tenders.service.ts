import { type PageArguments, pageOf, sliceOf, type PagedList } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { Context } from '../../context.js';
import { microsecondsText } from '../paging/instant-position.js';
import type { BuyerTenderConditions, BuyerTenderRow, DatedPosition } from './buyer.repository.js';

const list: PagedList<BuyerTenderRow, DatedPosition> = {
  name: 'buyerTenders',
  position: z.tuple([microsecondsText.nullable(), z.guid()]),
  positionOf: ({ at, id }) => [at, id],
};

/** A page of the tenders of a buyer, the last published first. */
export async function buyerTendersPage(
  { loaders }: Context,
  query: { buyerId: string; filter: BuyerTenderConditions; page: PageArguments },
) {
  const { buyerId, page } = query;
  // Equal filters are equal texts, so that lists of several buyers are one statement.
  const filter = { ids: query.filter.ids?.toSorted(), statuses: query.filter.statuses?.toSorted() };
  const rows = await loaders.buyerTenders.load({ parent: buyerId, filter, ...sliceOf(list, page) });
  return pageOf(list, { rows, count: () => loaders.buyerTenderCount.load({ parent: buyerId, filter }) }, page);
}
