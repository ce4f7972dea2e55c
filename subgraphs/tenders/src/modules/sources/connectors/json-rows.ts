import {
  readAmount,
  readCurrency,
  readMoney,
  isObject,
  lineOf,
  memberAt,
  textOf,
  type Json,
  readClosing,
  readIsoInstant,
  contentHash,
  readTenderWord,
  type Lifecycle,
  type StatusMeaning,
} from '../../../ocds/index.js';
import { PollFailure, pointAt } from '../../../source-http/index.js';
import type { JsonMapping, MappableField } from './json-mapping.js';
import { emptyRow, type TeamRow } from './team-row.js';

/** What a page of a team's JSON holds. */
export interface JsonPage {
  readonly rows: readonly TeamRow[];
  /** Things in the list that are no tender: no id or no title. */
  readonly refused: number;
  readonly count: number;
  readonly next: string | null;
  readonly ids: readonly string[];
}

/** Reads rows out of a team's JSON. @throws PollFailure `MALFORMED` when the list is not where the mapping says. */
export function readJsonPage(
  value: Json,
  mapping: JsonMapping,
  options: { kind: TeamRow['kind']; timeZone: string },
): JsonPage {
  const list = pointAt(value, mapping.items);
  if (!Array.isArray(list)) throw new PollFailure('MALFORMED', `The answer has no list at "${mapping.items}".`);
  const rows = list.map((item) => readRow(item, mapping, options)).filter((row) => row !== null);
  const unique = [...new Map(rows.map((row) => [row.externalId, row])).values()];
  return {
    rows: unique,
    refused: list.length - rows.length,
    count: list.length,
    next: textOf(pointAt(value, mapping.paging.nextPointer), 2_000),
    ids: list.map((item) => textOf(pointAt(item, mapping.fields.externalId ?? ''), 500) ?? JSON.stringify(item)),
  };
}

function readRow(
  item: Json,
  { fields }: JsonMapping,
  { kind, timeZone }: { kind: TeamRow['kind']; timeZone: string },
): TeamRow | null {
  const at = (name: MappableField): Json | undefined =>
    fields[name] === undefined ? undefined : pointAt(item, fields[name]);
  const line = (name: MappableField, lengthMax: number): string | null => lineOf(at(name), lengthMax);
  const instant = (name: MappableField): string | null =>
    readIsoInstant(textOf(at(name), 60), { zone: timeZone, offsetsAreWrong: false });
  const externalId = textOf(at('externalId'), 500);
  const title = line('title', 2_000);
  if (!isObject(item) || externalId === null || title === null) return null;
  const publisherStatus = line('publisherStatus', 100)?.toLowerCase() ?? null;
  const closingRaw = textOf(at('closingAt'), 60);
  const closing = readClosing(closingRaw, { zone: timeZone, offsetsAreWrong: false });
  const lifecycle = lifecycleOf(publisherStatus);
  const value = readMoney(
    { amount: at('valueAmount') ?? null, currency: at('valueCurrency') ?? null },
    { zeroIsNone: true, emptyTexts: [] },
  );
  return {
    ...emptyRow,
    kind,
    externalId,
    title,
    publisherStatus,
    // A closing date that cannot be read may have passed.
    lifecycle: lifecycle === 'LIVE' && closing.statement === 'UNREADABLE' ? 'UNKNOWN' : lifecycle,
    url: webAddress(textOf(at('url'), 2_000)),
    description: textOf(at('description')),
    reference: line('reference', 500),
    language: line('language', 20)?.toLowerCase() ?? null,
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
    closingRaw,
    enquiriesUntil: instant('enquiriesUntil'),
    contactName: line('contactName', 200),
    contactEmail: line('contactEmail', 254),
    contactPhone: line('contactPhone', 60),
    ...readBudget(at),
    skills: readSkills(at('skills')),
    client: isObject(at('client')) ? (at('client') ?? null) : null,
    raw: item,
    contentHash: contentHash(item).toString('hex'),
  };
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

const lifecycles: Readonly<Record<StatusMeaning, Lifecycle>> = {
  PLANNED: 'PLANNED',
  ACTIVE: 'LIVE',
  OVER: 'COMPLETE',
  AWARDED: 'AWARDED',
  PENDING: 'COMPLETE',
  UNSUCCESSFUL: 'UNSUCCESSFUL',
  CANCELLED: 'CANCELLED',
};

function lifecycleOf(status: string | null): Lifecycle {
  const meaning = readTenderWord(status);
  return meaning === null ? 'UNKNOWN' : lifecycles[meaning];
}

// Shown as a link, so nothing that a browser would run.
function webAddress(text: string | null): string | null {
  return text !== null && URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol) ? text : null;
}
