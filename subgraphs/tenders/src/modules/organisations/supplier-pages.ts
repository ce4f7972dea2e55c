import { type PageArguments, pageOf, sliceOf, type PagedList } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { Context } from '../../context.js';
import { microsecondsText } from '../paging/instant-position.js';
import type { DatedPosition } from './buyer.repository.js';
import type { SupplierRecordRow, WonAward, WonPosition } from './supplier.repository.js';

const recordList: PagedList<SupplierRecordRow, DatedPosition> = {
  name: 'supplierRecords',
  position: z.tuple([microsecondsText, z.guid()]),
  positionOf: ({ at, id }) => [at, id],
};

const awardList: PagedList<WonAward, WonPosition> = {
  name: 'supplierAwards',
  position: z.tuple([microsecondsText.nullable(), z.guid(), z.string()]),
  positionOf: ({ at, tenderId, key }) => [at, tenderId, key],
};

/** A page of what sources say about a supplier, the last seen first. */
export async function recordsPage({ loaders }: Context, supplierId: string, page: PageArguments) {
  const rows = await loaders.supplierRecords.load({ parent: supplierId, ...sliceOf(recordList, page) });
  return pageOf(recordList, { rows, count: () => loaders.supplierRecordCount.load({ parent: supplierId }) }, page);
}

/** A page of the awards that a supplier won. */
export async function wonAwardsPage({ loaders }: Context, supplierId: string, page: PageArguments) {
  const rows = await loaders.supplierAwards.load({ parent: supplierId, ...sliceOf(awardList, page) });
  return pageOf(awardList, { rows, count: () => loaders.supplierAwardCount.load({ parent: supplierId }) }, page);
}
