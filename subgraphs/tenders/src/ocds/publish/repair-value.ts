import { isObject, type Json } from '../json.js';
import { readInstant, readIsoInstant } from '../ocds-time.js';
import { isActiveAddress, webAddress } from '../text/web-address.js';
import { endOfDay } from '../time/closing-date.js';
import { countRepair, type RepairCounts, type RepairKind } from './repairs.js';

/** What repairs of one release need to know and to count. */
export interface RepairNotes {
  readonly counts: RepairCounts;
  /** Zone of date-times that carry no offset. */
  readonly timeZone: string;
}

// A strict RFC 3339 date-time; everything else that means an instant is written anew.
const dateTime = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/u;

/** An instant as RFC 3339; undefined for what is none. */
export function repairDate(value: Json, { counts, timeZone }: RepairNotes): string | undefined {
  if (typeof value === 'string' && dateTime.test(value) && readInstant(value) !== null) return value;
  const iso = typeof value === 'string' ? readIsoInstant(value, { zone: timeZone, offsetsAreWrong: false }) : null;
  if (iso !== null) return noted(counts, 'DATE_REWRITTEN', iso);
  return leftOut(counts, value === '' ? 'EMPTY_LEFT_OUT' : 'DATE_LEFT_OUT');
}

/** The end of a period. A day without an hour ends when it is over, as the standard advises, and not when it begins. */
export function repairEnd(value: Json, notes: RepairNotes): string | undefined {
  const end = typeof value === 'string' ? endOfDay(value, notes.timeZone) : null;
  return end === null ? repairDate(value, notes) : noted(notes.counts, 'DATE_REWRITTEN', end);
}

/** Text; numbers become text. */
export function repairText(value: Json, { counts }: RepairNotes): string | undefined {
  if (typeof value === 'string') return value === '' ? leftOut(counts, 'EMPTY_LEFT_OUT') : value;
  if (typeof value === 'number') return noted(counts, 'TYPE_CONVERTED', String(value));
  return leftOut(counts, 'TYPE_LEFT_OUT');
}

/** An id as text: publishers write one and the same id as 1 and as "1". */
export function repairId(value: Json, { counts }: RepairNotes): string | undefined {
  if (typeof value === 'number') return noted(counts, 'ID_AS_TEXT', String(value));
  if (typeof value === 'string') return value === '' ? leftOut(counts, 'EMPTY_LEFT_OUT') : value;
  return leftOut(counts, 'TYPE_LEFT_OUT');
}

/** A list of texts; a single one becomes a list. */
export function repairTexts(value: Json, notes: RepairNotes): string[] | undefined {
  if (typeof value === 'string' && value !== '') return noted(notes.counts, 'TYPE_CONVERTED', [value]);
  if (!Array.isArray(value)) return leftOut(notes.counts, value === '' ? 'EMPTY_LEFT_OUT' : 'TYPE_LEFT_OUT');
  const texts = value
    .map((one) => (one === null ? leftOut(notes.counts, 'EMPTY_LEFT_OUT') : repairText(one, notes)))
    .filter((one) => one !== undefined);
  return texts.length === 0 ? leftOut(notes.counts, 'EMPTY_LEFT_OUT') : texts;
}

const plainNumber = /^-?\d{1,15}(?:\.\d{1,9})?$/u;

/** A number; one that was written as text is read when that is exact. */
export function repairNumber(value: Json, { counts }: RepairNotes, isWhole: boolean): number | undefined {
  const isText = typeof value === 'string' && plainNumber.test(value);
  const number = isText ? Number(value) : value;
  if (typeof number !== 'number' || (isWhole && !Number.isInteger(number)))
    return leftOut(counts, value === '' ? 'EMPTY_LEFT_OUT' : 'TYPE_LEFT_OUT');
  return isText ? noted(counts, 'TYPE_CONVERTED', number) : number;
}

/** True or false, also when it was written as text. */
export function repairFlag(value: Json, { counts }: RepairNotes): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return noted(counts, 'TYPE_CONVERTED', value === 'true');
  return leftOut(counts, value === '' ? 'EMPTY_LEFT_OUT' : 'TYPE_LEFT_OUT');
}

/** Any value but true and false, which the standard does not allow here. */
export function repairFormer(value: Json, { counts }: RepairNotes): Json {
  return typeof value === 'boolean' ? noted(counts, 'TYPE_CONVERTED', String(value)) : value;
}

/** An object of the publisher's own making. */
export function repairDetails(value: Json, { counts }: RepairNotes): Json | undefined {
  return isObject(value) ? value : leftOut(counts, 'TYPE_LEFT_OUT');
}

const uriScheme = /^[a-z][a-z\d+.-]*:/iu;
const uriShape =
  /^[a-z][a-z\d+.-]*:(?:[\w.~:/?@!$&'()*+,;=-]|%[\da-f]{2})+(?:#(?:[\w.~:/?@!$&'()*+,;=-]|%[\da-f]{2})*)?$/iu;

/** An address that people follow: one of the web. */
export function repairLink(value: Json, notes: RepairNotes): string | undefined {
  const isElsewhere = typeof value === 'string' && isUri(value.trim()) && webAddress(value.trim()) === null;
  return isElsewhere ? leftOut(notes.counts, 'ADDRESS_LEFT_OUT') : repairUri(value, notes);
}

/** An absolute address that no browser would run; characters that may not stand in one are percent-encoded. */
export function repairUri(value: Json, { counts }: RepairNotes): string | undefined {
  if (typeof value !== 'string') return leftOut(counts, 'TYPE_LEFT_OUT');
  if (isActiveAddress(value)) return leftOut(counts, 'ADDRESS_LEFT_OUT');
  if (isUri(value)) return value;
  if (value.trim() === '') return leftOut(counts, 'EMPTY_LEFT_OUT');
  const encoded = uriScheme.test(value.trim()) && URL.canParse(value) ? encodedUri(new URL(value).href) : '';
  return isUri(encoded) ? noted(counts, 'ADDRESS_ENCODED', encoded) : leftOut(counts, 'ADDRESS_LEFT_OUT');
}

/** What is not of the standard, as published, without addresses that a browser would run. */
export function repairOther(value: Json, key: string, notes: RepairNotes): Json | undefined {
  if (typeof value === 'string')
    return linkName.test(key) && isActiveAddress(value) ? leftOut(notes.counts, 'ADDRESS_LEFT_OUT') : value;
  if (Array.isArray(value)) {
    const kept = value.map((entry) => repairOther(entry, key, notes));
    return kept.every((entry, index) => entry === value[index]) ? value : kept.filter((entry) => entry !== undefined);
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, entry]) => [name, entry, repairOther(entry, name, notes)] as const);
  if (entries.every(([, entry, kept]) => entry === kept)) return value;
  return Object.fromEntries(entries.flatMap(([name, , kept]) => (kept === undefined ? [] : [[name, kept]])));
}

const linkName = /(?:ur[il]|href|link|website|webpage)s?$/iu;

function isUri(text: string): boolean {
  return uriShape.test(text) && URL.canParse(text);
}

// What URL leaves as it is and RFC 3986 forbids.
function encodedUri(href: string): string {
  return href
    .replaceAll(/%(?![\da-f]{2})/giu, '%25')
    .replaceAll(/[^\w.~:/?#@!$&'()*+,;=%-]/gu, (character) => encodeURIComponent(character));
}

const spellings: Readonly<Record<string, string>> = { canceled: 'cancelled', completed: 'complete' };

/** A code of a closed list, however its letters are written; undefined, without a note, for a code that is not in it. */
export function findCode(value: Json, codes: readonly string[], { counts }: RepairNotes): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (codes.includes(value)) return value;
  const plain = value.trim().toLowerCase();
  const spelling = spellings[plain] ?? plain;
  const code = codes.find((one) => one.toLowerCase() === spelling);
  return code === undefined ? undefined : noted(counts, 'CODE_RESPELLED', code);
}

/** Counts a repair that keeps a value. */
export function noted<Value>(counts: RepairCounts, kind: RepairKind, value: Value): Value {
  countRepair(counts, kind);
  return value;
}

/** Counts a value that cannot be kept. */
export function leftOut(counts: RepairCounts, kind: RepairKind): undefined {
  countRepair(counts, kind);
  return undefined;
}
