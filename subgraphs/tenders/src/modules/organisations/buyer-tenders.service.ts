import { type PageArguments, pageOf, sliceOf, type PagedList } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { Context } from '../../context.js';
import { microsecondsText } from '../paging/instant-position.js';
import type { TenderStatus } from '../../ocds/index.js';
import type { BuyerTenderRow, DatedPosition } from './buyer.repository.js';

const list: PagedList<BuyerTenderRow, DatedPosition> = {
  name: 'buyerTenders',
  position: z.tuple([microsecondsText.nullable(), z.guid()]),
  positionOf: ({ at, id }) => [at, id],
};

/** A page of the tenders of a buyer, the last published first. */
export async function buyerTendersPage(
  { loaders }: Context,
  query: { buyerId: string; statuses: readonly TenderStatus[] | null; page: PageArguments },
) {
  const { buyerId, statuses, page } = query;
  const filter = statuses === null ? {} : { filter: [...new Set(statuses)].toSorted() };
  const rows = await loaders.buyerTenders.load({ parent: buyerId, ...filter, ...sliceOf(list, page) });
  return pageOf(list, { rows, count: () => loaders.buyerTenderCount.load({ parent: buyerId, ...filter }) }, page);
}
