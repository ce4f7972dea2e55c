import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../json.js';
import type { Impact } from './change-impacts.js';
import type { TenderState } from '../tender/tender-state.js';

/**
 * One difference between two states of a tender. `key` names the entry of a list; a field that the tender has none for is
 * named by its path in the release.
 */
export interface FieldChange {
  field: string;
  key?: string;
  before: Json;
  after: Json;
  impact: Impact;
}

// What follows from other fields, or is told by the path at which it was published.
type Derived =
  | 'ocid'
  | 'translations'
  | 'publishedAt'
  | 'closingRaw'
  | 'closingStatement'
  | 'presumedUntil'
  | 'noticeKind'
  | 'statusEvidence'
  | 'valueStatement'
  | 'awardOutcomes'
  | 'winners';

// Every other field of a tender is named here: a new one does not compile until someone has decided what its change means.
const impacts: Record<Exclude<keyof TenderState, Derived>, Impact> = {
  title: 'MATERIAL',
  description: 'MATERIAL',
  reference: 'MINOR',
  language: 'MINOR',
  publisherStatus: 'MINOR',
  lifecycle: 'MATERIAL',
  category: 'MINOR',
  procurementCategory: 'MINOR',
  method: 'MATERIAL',
  methodDetails: 'MINOR',
  province: 'MATERIAL',
  deliveryLocation: 'MATERIAL',
  specialConditions: 'MATERIAL',
  buyer: 'MINOR',
  valueAmount: 'MATERIAL',
  valueCurrency: 'MATERIAL',
  opensAt: 'MINOR',
  closingAt: 'MATERIAL',
  enquiriesUntil: 'MATERIAL',
  contactName: 'MINOR',
  contactEmail: 'MINOR',
  contactPhone: 'MINOR',
  url: 'MINOR',
  documents: 'MATERIAL',
  briefings: 'MATERIAL',
  items: 'MATERIAL',
  lots: 'MATERIAL',
  awards: 'MATERIAL',
  contracts: 'MATERIAL',
};

/** What changed between two states, in the order of the fields. Lists are compared entry by entry. */
export function diffStates(before: TenderState, after: TenderState): FieldChange[] {
  const left: Record<string, unknown> = { ...before };
  const right: Record<string, unknown> = { ...after };
  return Object.entries(impacts).flatMap(([field, impact]) => {
    const [was, is] = [left[field], right[field]];
    if (Array.isArray(was) && Array.isArray(is))
      return diffLists({ field, impact, before: byKey(was), after: byKey(is) });
    return isDeepStrictEqual(was, is) ? [] : [{ field, impact, before: toJson(was), after: toJson(is) }];
  });
}

function diffLists(lists: {
  field: string;
  impact: Impact;
  before: Map<string, Json>;
  after: Map<string, Json>;
}): FieldChange[] {
  const { field, impact, before, after } = lists;
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => {
    const [was, is] = [before.get(key) ?? null, after.get(key) ?? null];
    return isDeepStrictEqual(was, is) ? [] : [{ field, key, impact, before: was, after: is }];
  });
}

function byKey(rows: readonly unknown[]): Map<string, Json> {
  return new Map(rows.map((row) => [keyOf(row), toJson(row)]));
}

function keyOf(row: unknown): string {
  return typeof row === 'object' && row !== null && 'key' in row ? String(row.key) : '';
}

function toJson(value: unknown): Json {
  const json: Json = JSON.parse(JSON.stringify(value ?? null));
  return json;
}
