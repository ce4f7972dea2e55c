import type { CopyColumns } from '../../../bulk/index.js';

const text = 'text';
const instant = 'timestamptz';

/** Columns of tenders.tender that follow from the releases. */
export const tenderColumns = {
  id: 'uuid',
  ocid: text,
  sourceId: 'uuid',
  title: text,
  description: text,
  reference: text,
  language: text,
  publisherStatus: text,
  lifecycle: text,
  statusEvidence: text,
  noticeKind: text,
  category: text,
  procurementCategory: text,
  method: text,
  methodDetails: text,
  province: text,
  deliveryLocation: text,
  specialConditions: text,
  buyerId: 'uuid',
  buyerName: text,
  valueAmount: 'numeric',
  valueCurrency: text,
  valueStatement: text,
  publishedAt: instant,
  opensAt: instant,
  closingAt: instant,
  closingRaw: text,
  closingStatement: text,
  presumedUntil: instant,
  enquiriesUntil: instant,
  contactName: text,
  contactEmail: text,
  contactPhone: text,
  url: text,
  releaseCount: 'integer',
  version: 'integer',
  readerVersion: 'integer',
  partHashes: 'bytea',
  changedIn: 'bigint',
} satisfies CopyColumns;

/** Columns of tenders.tender_search. */
export const searchColumns = {
  tenderId: 'uuid',
  lifecycle: text,
  province: text,
  procurementCategory: text,
  category: text,
  method: text,
  buyerId: 'uuid',
  valueAmount: 'numeric',
  valueCurrency: text,
  valueStatement: text,
  publishedAt: instant,
  opensAt: instant,
  closingAt: instant,
  presumedUntil: instant,
  hasBriefing: 'boolean',
  cidb: 'text[]',
} satisfies CopyColumns;

/** Columns of tenders.tender_fact. */
export const factColumns = {
  tenderId: 'uuid',
  readerVersion: 'integer',
  cidb: 'jsonb',
  bbbee: 'jsonb',
  preference: 'jsonb',
  briefing: 'jsonb',
} satisfies CopyColumns;

const part = { tenderId: 'uuid', key: text } satisfies CopyColumns;
const listed = { ...part, position: 'integer' } satisfies CopyColumns;
const money = { valueAmount: 'numeric', valueCurrency: text } satisfies CopyColumns;

/** Columns of the tables that hang on a tender. */
export const partColumns = {
  tender_words: { tenderId: 'uuid', words: 'tsvector' },
  tender_document: {
    ...listed,
    scope: text,
    documentType: text,
    title: text,
    filename: text,
    url: text,
    format: text,
    language: text,
    publishedAt: instant,
    modifiedAt: instant,
  },
  briefing_session: { ...part, heldAt: instant, isCompulsory: 'boolean', venue: text },
  lot: { ...listed, title: text, description: text, status: text, ...money },
  item: {
    ...listed,
    description: text,
    classificationScheme: text,
    classificationId: text,
    classificationDescription: text,
    quantity: 'numeric',
    unit: text,
    lotKey: text,
  },
  award: { ...listed, title: text, status: text, outcome: text, awardedAt: instant, ...money },
  award_item: {
    ...listed,
    awardKey: text,
    description: text,
    classificationScheme: text,
    classificationId: text,
    classificationDescription: text,
    quantity: 'numeric',
    unit: text,
    unitValueAmount: 'numeric',
    unitValueCurrency: text,
    lotKey: text,
  },
  award_supplier: { tenderId: 'uuid', awardKey: text, recordId: 'uuid', seenAt: instant },
  public_contract: {
    ...listed,
    awardKey: text,
    title: text,
    status: text,
    ...money,
    signedAt: instant,
    startsAt: instant,
    endsAt: instant,
  },
} satisfies Record<string, CopyColumns>;

/** A row to write, by the names of its columns. */
export type Row = Record<string, unknown>;

export type PartTable = keyof typeof partColumns;

/**
 * Tables that hang on a tender, in the order in which they must be written. Those of a group are written anew together,
 * because rows of one hang on rows of another. The order of groups is that of the hashes that are stored: new ones come last.
 */
export const partGroups: readonly (readonly PartTable[])[] = [
  ['tender_words'],
  ['tender_document'],
  ['briefing_session'],
  ['lot'],
  ['item'],
  ['award', 'award_item', 'award_supplier'],
  ['public_contract'],
];

/** All of them, in that order. */
export const partTables: readonly PartTable[] = partGroups.flat();
