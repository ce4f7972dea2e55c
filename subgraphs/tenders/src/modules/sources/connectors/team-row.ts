import type { Lifecycle, Json } from '../../../ocds/index.js';

/** A row of a team's source, ready to be stored. Instants are ISO text in UTC, amounts decimals in text. */
export interface TeamRow {
  kind: 'TENDER' | 'MARKETPLACE_JOB';
  externalId: string;
  ocid: string | null;
  url: string | null;
  title: string;
  description: string | null;
  reference: string | null;
  language: string | null;
  publisherStatus: string | null;
  lifecycle: Lifecycle;
  category: string | null;
  procurementCategory: string | null;
  method: string | null;
  methodDetails: string | null;
  province: string | null;
  deliveryLocation: string | null;
  specialConditions: string | null;
  buyerName: string | null;
  valueAmount: string | null;
  valueCurrency: string | null;
  publishedAt: string | null;
  opensAt: string | null;
  closingAt: string | null;
  closingRaw: string | null;
  enquiriesUntil: string | null;
  contactName: string | null;
  contactEmail: string | null;
  contactPhone: string | null;
  skills: readonly string[];
  budgetType: 'HOURLY' | 'FIXED' | null;
  budgetMin: string | null;
  budgetMax: string | null;
  budgetCurrency: string | null;
  client: Json;
  raw: Json;
  /** Hexadecimal SHA-256 of what was received. */
  contentHash: string;
}

/** A row of a source that has nothing but an id and a title. */
export const emptyRow: Omit<TeamRow, 'externalId' | 'title' | 'raw' | 'contentHash'> = {
  kind: 'TENDER',
  ocid: null,
  url: null,
  description: null,
  reference: null,
  language: null,
  publisherStatus: null,
  lifecycle: 'UNKNOWN',
  category: null,
  procurementCategory: null,
  method: null,
  methodDetails: null,
  province: null,
  deliveryLocation: null,
  specialConditions: null,
  buyerName: null,
  valueAmount: null,
  valueCurrency: null,
  publishedAt: null,
  opensAt: null,
  closingAt: null,
  closingRaw: null,
  enquiriesUntil: null,
  contactName: null,
  contactEmail: null,
  contactPhone: null,
  skills: [],
  budgetType: null,
  budgetMin: null,
  budgetMax: null,
  budgetCurrency: null,
  client: null,
};
