import {
  contentHash,
  isObject,
  readTenderWord,
  textOf,
  type Json,
  type Lifecycle,
  type StatusMeaning,
} from '../../../ocds/index.js';
import { PollFailure, pointAt } from '../../../source-http/index.js';
import type { JsonMapping } from './json-mapping.js';
import { readFields, type RowRead } from './read-fields.js';
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

/** Whose JSON is read: jobs of a marketplace or tenders, and the zone of times without an offset. */
export interface JsonReading {
  readonly kind: TeamRow['kind'];
  readonly timeZone: string;
}

/** Reads rows out of a team's JSON. @throws PollFailure `MALFORMED` when the list is not where the mapping says. */
export function readJsonPage(value: Json, mapping: JsonMapping, { kind, timeZone }: JsonReading): JsonPage {
  const list = itemsOf(value, mapping);
  if (list === null) throw new PollFailure('MALFORMED', `The answer has no list at "${mapping.items}".`);
  const rows = list.map((item) => rowOf(kind, item, readFields(item, mapping, timeZone))).filter((row) => row !== null);
  const unique = [...new Map(rows.map((row) => [row.externalId, row])).values()];
  return {
    rows: unique,
    refused: list.length - rows.length,
    count: list.length,
    next: nextOf(value, mapping),
    ids: list.map((item) => textOf(pointAt(item, mapping.fields.externalId ?? ''), 500) ?? JSON.stringify(item)),
  };
}

/** What the rows of such a source are. */
export function rowKindOf(kind: 'json' | 'marketplace'): TeamRow['kind'] {
  return kind === 'marketplace' ? 'MARKETPLACE_JOB' : 'TENDER';
}

/** The list of rows; null when it is not where the mapping says. */
export function itemsOf(value: Json, { items }: JsonMapping): readonly Json[] | null {
  const list = pointAt(value, items);
  return Array.isArray(list) ? list : null;
}

/** What an answer says about the next page: its address or a token. */
export function nextOf(value: Json, { paging }: JsonMapping): string | null {
  return textOf(pointAt(value, paging.nextPointer), 2_000);
}

/** The tender that a row becomes; null when it has no id or no title. */
export function rowOf(kind: TeamRow['kind'], item: Json, { fields, closing }: RowRead): TeamRow | null {
  const { externalId, title } = fields;
  if (!isObject(item) || externalId === null || title === null) return null;
  const lifecycle = lifecycleOf(fields.publisherStatus);
  return {
    ...emptyRow,
    ...fields,
    kind,
    externalId,
    title,
    // A closing date that cannot be read may have passed.
    lifecycle: lifecycle === 'LIVE' && closing.statement === 'UNREADABLE' ? 'UNKNOWN' : lifecycle,
    closingRaw: closing.raw,
    raw: item,
    contentHash: contentHash(item).toString('hex'),
  };
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
