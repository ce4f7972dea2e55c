import { dateCodec } from '@hub/runtime/cache';
import { provinces } from '@hub/runtime/provinces';
import { z } from 'zod';

/** Where a tender stands, as the API names it. */
export const tenderStatuses = ['PLANNED', 'OPEN', 'CLOSED', 'AWARDED', 'UNSUCCESSFUL', 'CANCELLED', 'UNKNOWN'] as const;

/** Why a row was left out. */
export const exclusionReasons = [
  'NO_PUBLICATION_DATE',
  'NO_PROVINCE',
  'NOT_CONCLUDED',
  'UNDISCLOSED_VALUE',
  'UNREADABLE_VALUE',
  'OTHER_CURRENCY',
  'NO_BUYER',
] as const;

// What was asked is also the name of the answer in the cache, so it is kept as text: equal questions, equal text.
const instant = z.iso.datetime().nullable();
const filter = {
  publishedFrom: instant,
  publishedBefore: instant,
  statuses: z.array(z.enum(tenderStatuses)).nullable(),
};

/** A question about tenders by province. */
export const provinceQuestion = z.strictObject(filter);
export type ProvinceQuestion = z.infer<typeof provinceQuestion>;

/** A question about spending. How many buyers to list is no part of it: one answer serves them all. */
export const spendQuestion = z.strictObject({
  ...filter,
  basis: z.enum(['AWARDED', 'ESTIMATED']),
  currency: z.string(),
});
export type SpendQuestion = z.infer<typeof spendQuestion>;

const denominator = {
  usedRowCount: z.int(),
  excludedRowCount: z.int(),
  exclusions: z.array(z.object({ reason: z.enum(exclusionReasons), rowCount: z.int() })),
  generatedAt: dateCodec,
};

/** Tenders by province, as it is cached. */
export const provinceFigure = z.object({
  rows: z.array(z.object({ province: z.enum(provinces), tenderCount: z.int() })),
  ...denominator,
});
export type ProvinceFigure = z.infer<typeof provinceFigure>;

/** Spending by buyer, as it is cached: the buyers who spend most. */
export const spendFigure = z.object({
  rows: z.array(z.object({ buyerId: z.string(), buyerName: z.string(), amount: z.string(), usedRowCount: z.int() })),
  buyerCount: z.int(),
  amount: z.string(),
  ...denominator,
});
export type SpendFigure = z.infer<typeof spendFigure>;
