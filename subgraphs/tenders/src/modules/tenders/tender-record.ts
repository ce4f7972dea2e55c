import { dateCodec } from '@hub/runtime/cache';
import { z } from 'zod';
import { closingStatements, lifecycles, noticeKinds, statusEvidences, valueStatements } from '../../ocds/index.js';

const statusEvidence = z.enum(statusEvidences);

/** A tender as it is kept in the cache: dates and money as text there, exact on both sides. */
export const tenderRecord = z.object({
  id: z.string(),
  ocid: z.string(),
  sourceId: z.string(),
  url: z.string().nullable(),
  title: z.string(),
  description: z.string().nullable(),
  reference: z.string().nullable(),
  publisherStatus: z.string().nullable(),
  lifecycle: z.enum(lifecycles),
  statusEvidence: statusEvidence.nullable(),
  noticeKind: z.enum(noticeKinds),
  category: z.string().nullable(),
  procurementCategory: z.string().nullable(),
  method: z.string().nullable(),
  methodDetails: z.string().nullable(),
  province: z.string().nullable(),
  deliveryLocation: z.string().nullable(),
  specialConditions: z.string().nullable(),
  language: z.string().nullable(),
  contactName: z.string().nullable(),
  contactEmail: z.string().nullable(),
  contactPhone: z.string().nullable(),
  buyerId: z.string().nullable(),
  buyerName: z.string().nullable(),
  valueAmount: z.string().nullable(),
  valueCurrency: z.string().nullable(),
  valueStatement: z.enum(valueStatements),
  publishedAt: dateCodec.nullable(),
  opensAt: dateCodec.nullable(),
  closingAt: dateCodec.nullable(),
  closingRaw: z.string().nullable(),
  enquiriesUntil: dateCodec.nullable(),
  closingStatement: z.enum(closingStatements),
  presumedUntil: dateCodec.nullable(),
  releaseCount: z.number(),
  version: z.number(),
});

export type TenderRecord = z.output<typeof tenderRecord>;
