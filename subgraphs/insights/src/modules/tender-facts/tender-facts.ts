import { dateCodec } from '@hub/runtime/cache';
import { z } from 'zod';
import { statedCidb } from '../../facts/stated-cidb.js';

const span = z.object({
  field: z.enum(['TITLE', 'DESCRIPTION', 'SPECIAL_CONDITIONS']),
  start: z.int(),
  end: z.int(),
  text: z.string(),
});
const statedBbbee = z.object({
  levels: z.array(z.object({ best: z.int(), worst: z.int(), span })),
  enterprises: z.array(z.object({ kind: z.enum(['EME', 'QSE']), isCondition: z.boolean(), span })),
});
const statedPreference = z.object({
  systems: z.array(z.object({ system: z.enum(['80/20', '90/10']), span })),
  goals: z.array(z.object({ goal: z.string(), points: z.number().nullable(), span })),
});

const instant = z.union([z.date(), z.string().transform((text) => new Date(text))]);

/** The facts of a tender that insights are made from, as the database gives them. */
export const tenderFactsRow = z.object({
  id: z.uuid(),
  version: z.int(),
  title: z.string(),
  description: z.string().nullable(),
  specialConditions: z.string().nullable(),
  category: z.string().nullable(),
  language: z.string().nullable(),
  province: z.string().nullable(),
  deliveryLocation: z.string().nullable(),
  buyerName: z.string().nullable(),
  /** Kind of procedure as published, such as "Request for Quotation". */
  methodDetails: z.string().nullable(),
  /** goods, works or services, where the publisher says so. */
  procurementCategory: z.string().nullable(),
  lifecycle: z.string(),
  /** What the notice is for, as the tenders subgraph has read it. */
  noticeKind: z.string(),
  /** Exact decimal as text; null means undisclosed. */
  valueAmount: z.string().nullable(),
  valueCurrency: z.string().nullable(),
  publishedAt: instant.nullable(),
  closingAt: instant.nullable(),
  /** Of the buyer: the zone of the source or, where that names none, the offset that the closing date was published with. */
  timeZone: z.string().nullable(),
  briefings: z.array(z.object({ heldAt: instant.nullable(), isCompulsory: z.boolean(), venue: z.string().nullable() })),
  /** What the items are classified as, or described as. */
  itemNames: z.array(z.string()),
  /** Null where the text says nothing of the CIDB, or was not read yet. */
  cidb: statedCidb.nullable(),
  bbbee: statedBbbee.nullable(),
  preference: statedPreference.nullable(),
  briefing: z.object({ isCompulsory: z.boolean(), span }).nullable(),
});

/** The facts of a tender that insights are made from. */
export type TenderFacts = z.output<typeof tenderFactsRow>;

const briefing = tenderFactsRow.shape.briefings.element.extend({ heldAt: dateCodec.nullable() });

/** The same facts as the cache keeps them. */
export const tenderFactsCodec = tenderFactsRow.extend({
  publishedAt: dateCodec.nullable(),
  closingAt: dateCodec.nullable(),
  briefings: z.array(briefing),
});
