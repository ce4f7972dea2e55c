import {
  lineOf,
  memberAt,
  isObject,
  readAmount,
  readClosing,
  readCurrency,
  readIsoInstant,
  readMoney,
  textOf,
  webAddress,
  type Closing,
  type Json,
} from '../../../ocds/index.js';
import { pointAt } from '../../../source-http/index.js';
import { mappableFields, type JsonMapping, type MappableField } from './json-mapping.js';
import type { TeamRow } from './team-row.js';

/** The fields of one row of a team's JSON as they are read. */
export type FieldsRead = Pick<TeamRow, Exclude<MappableField, 'externalId' | 'title'>> & {
  /** Null where there is none, which makes the row no tender. */
  readonly externalId: string | null;
  readonly title: string | null;
};

/** A row of a team's JSON, read by a mapping. */
export interface RowRead {
  readonly fields: FieldsRead;
  /** What stands at the pointer of each mapped field; undefined where nothing does. */
  readonly found: ReadonlyMap<MappableField, Json | undefined>;
  readonly closing: Closing & { readonly raw: string | null };
}

/** Reads the fields of one row. The poll of a source and the dry run of its mapping both read with this. */
export function readFields(item: Json, { fields: pointers }: Pick<JsonMapping, 'fields'>, timeZone: string): RowRead {
  const found = new Map<MappableField, Json | undefined>();
  for (const name of mappableFields) {
    const pointer = pointers[name];
    if (pointer !== undefined) found.set(name, pointAt(item, pointer));
  }
  const at = (name: MappableField): Json | undefined => found.get(name);
  const line = (name: MappableField, lengthMax: number): string | null => lineOf(at(name), lengthMax);
  const reading = { zone: timeZone, offsetsAreWrong: false };
  const instant = (name: MappableField): string | null => readIsoInstant(textOf(at(name), 60), reading);
  const raw = textOf(at('closingAt'), 60);
  const closing = { ...readClosing(raw, reading), raw };
  const money = { amount: at('valueAmount') ?? null, currency: at('valueCurrency') ?? null };
  const value = readMoney(money, { zeroIsNone: true, emptyTexts: [] });
  const fields: FieldsRead = {
    externalId: textOf(at('externalId'), 500),
    title: line('title', 2_000),
    url: webAddress(textOf(at('url'), 2_000)),
    description: textOf(at('description')),
    reference: line('reference', 500),
    language: line('language', 20)?.toLowerCase() ?? null,
    publisherStatus: line('publisherStatus', 100)?.toLowerCase() ?? null,
    category: line('category', 300),
    procurementCategory: line('procurementCategory', 100)?.toLowerCase() ?? null,
    method: line('method', 100)?.toLowerCase() ?? null,
    methodDetails: line('methodDetails', 300),
    province: line('province', 100),
    deliveryLocation: line('deliveryLocation', 2_000),
    specialConditions: textOf(at('specialConditions')),
    buyerName: line('buyerName', 500),
    valueAmount: value.amount,
    valueCurrency: value.currency,
    publishedAt: instant('publishedAt'),
    opensAt: instant('opensAt'),
    closingAt: closing.at,
    enquiriesUntil: instant('enquiriesUntil'),
    contactName: line('contactName', 200),
    contactEmail: line('contactEmail', 254),
    contactPhone: line('contactPhone', 60),
    skills: readSkills(at('skills')),
    ...readBudget(at),
    client: isObject(at('client')) ? (at('client') ?? null) : null,
  };
  return { fields, found, closing };
}

function readBudget(
  at: (name: MappableField) => Json | undefined,
): Pick<TeamRow, 'budgetType' | 'budgetMin' | 'budgetMax' | 'budgetCurrency'> {
  const type = lineOf(at('budgetType'), 20)?.toUpperCase();
  return {
    budgetType: type === 'HOURLY' || type === 'FIXED' ? type : null,
    budgetMin: readAmount(at('budgetMin')),
    budgetMax: readAmount(at('budgetMax')),
    budgetCurrency: readCurrency(textOf(at('budgetCurrency'), 100)),
  };
}

// Marketplaces name a skill by a text or by an object with a name.
function readSkills(value: Json | undefined): string[] {
  if (!Array.isArray(value)) return [];
  const names = value.map((entry) =>
    lineOf(isObject(entry) ? (memberAt(entry, 'name') ?? memberAt(entry, 'title')) : entry, 100),
  );
  return [...new Set(names.filter((name) => name !== null))].slice(0, 100);
}
