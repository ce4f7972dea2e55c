import { plainWords } from '@hub/runtime/text';
import { isObject, lineOf, member, onOneLine, saysNothing, textOf, type Json, type JsonObject } from '../json.js';
import { readStatedInstant } from '../ocds-time.js';
import { readMoney, type StatedMoney } from '../money/read-money.js';
import type { SourceSettings } from '../source-settings.js';
import { wordings } from '../text/languages.js';
import { isPlaceholder, placeholderLengthMax } from '../text/placeholders.js';
import type { Money } from './tender-state.js';

/** Readers of single fields, bound to the settings of a source. */
export interface FieldReaders {
  text(value: Json | undefined, lengthMax?: number): string | null;
  line(value: Json | undefined, lengthMax?: number): string | null;
  /** A code, as published. */
  code(value: Json | undefined, lengthMax?: number): string | null;
  /** What an object says under a name, in the language that it says it in; English where there are several. */
  textAt(value: Json | undefined, name: string, lengthMax?: number): string | null;
  lineAt(value: Json | undefined, name: string, lengthMax?: number): string | null;
  /** All that it says under the name, in one language after the other. */
  textsAt(value: Json | undefined, name: string): string[];
  /** The same without the first. */
  translationsAt(value: Json | undefined, name: string): string[];
  instant(value: Json | undefined): string | null;
  money(value: Json | undefined): Money | null;
  /** As money(), and how it was stated. */
  statedMoney(value: Json | undefined): StatedMoney;
  /** How much of something, as a decimal. */
  quantity(value: Json | undefined): string | null;
  /** An estimated value. Nothing is estimated at zero: that means that there is no estimate. */
  estimate(value: Json | undefined): StatedMoney;
}

export function fieldReaders(settings: SourceSettings): FieldReaders {
  let readers = readersOf.get(settings);
  if (readers === undefined) {
    readers = makeReaders(settings);
    readersOf.set(settings, readers);
  }
  return readers;
}

const readersOf = new WeakMap<SourceSettings, FieldReaders>();

function cut(text: string, lengthMax: number | undefined): string {
  return lengthMax === undefined || text.length <= lengthMax ? text : text.slice(0, lengthMax).toWellFormed().trim();
}

function makeReaders(settings: SourceSettings): FieldReaders {
  const reading = { zone: settings.timeZone, offsetsAreWrong: settings.offsetsAreWrong };
  const money = { currency: settings.currency, emptyTexts: settings.emptyTexts };
  const empties = new Set(settings.emptyTexts.map((text) => text.toLowerCase()));
  const emptyLengthMax = Math.max(0, ...settings.emptyTexts.map(({ length }) => length));
  const isEmpty = (text: string): boolean =>
    text === '' || isPlaceholder(text) || (text.length <= emptyLengthMax && empties.has(text.toLowerCase()));
  const text = (value: Json | undefined, lengthMax?: number): string | null => {
    const published = textOf(value);
    if (published === null) return null;
    const plain = cut(plainWords(published).trim(), lengthMax);
    return isEmpty(plain) ? null : plain;
  };
  const line = (value: Json | undefined, lengthMax = 2_000): string | null => {
    const published = textOf(value);
    if (published === null) return null;
    const plain = cut(onOneLine(plainWords(published)).trim(), lengthMax);
    return isEmpty(plain) ? null : plain;
  };
  const firstAt =
    (read: (text: Json, lengthMax?: number) => string | null) =>
    (value: Json | undefined, name: string, lengthMax?: number): string | null => {
      for (const wording of wordings(value, name)) {
        const found = read(wording, lengthMax);
        if (found !== null) return found;
      }
      return null;
    };
  const statedMoney = (value: Json | undefined): StatedMoney =>
    readMoney(value, { ...money, zeroIsNone: settings.zeroIsUndisclosed });
  const allOf = (all: readonly Json[]): string[] => all.flatMap((wording) => text(wording) ?? []);
  return {
    text,
    line,
    code: lineOf,
    textAt: firstAt(text),
    lineAt: firstAt(line),
    textsAt: (value, name) => allOf(wordings(value, name)),
    translationsAt(value, name) {
      const all = wordings(value, name);
      return all.length < 2 ? [] : allOf(all).slice(1);
    },
    instant: (value) => readStatedInstant(textOf(value, 60), reading),
    statedMoney,
    money(value) {
      const { amount, currency } = statedMoney(value);
      return amount === null ? null : { amount, currency };
    },
    quantity: (value) => readMoney(isObject(value) ? null : value, { zeroIsNone: false, emptyTexts: [] }).amount,
    estimate: (value) => readMoney(value, { ...money, zeroIsNone: true }),
  };
}

/** Names things by the publisher's id, or by their place where the publisher gives none. Ids given twice get a suffix. */
export function keyed<Row>(rows: readonly JsonObject[], read: (row: JsonObject, key: string) => Row | null): Row[] {
  const results: Row[] = [];
  if (rows.length === 0) return results;
  const used = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const base = textOf(member(row, 'id'), 200) ?? `#${index + 1}`;
    let key = base;
    for (let copy = 2; used.has(key); copy += 1) key = `${base}#${copy}`;
    const result = read(row, key);
    if (result === null) continue;
    used.add(key);
    results.push(result);
  }
  return results;
}

/**
 * True when no member but the id says anything: how publishers remove an item from a list, and what programs write for
 * one that is not there. Placeholders say nothing, nor does a currency without an amount.
 */
export function isRemoved(row: JsonObject): boolean {
  // Nearly every entry has an address, a sentence or a number, which is quicker to see than that a word says nothing.
  for (const key in row) if (key !== 'id' && isPlain(row[key])) return false;
  for (const key in row) if (key !== 'id' && key !== 'currency' && !isGhost(row[key])) return false;
  return true;
}

function isPlain(value: Json | undefined): boolean {
  return typeof value === 'string'
    ? value.length > placeholderLengthMax || /[1-9]/u.test(value)
    : typeof value === 'number';
}

function isGhost(value: Json | undefined): boolean {
  if (typeof value === 'string') return isPlaceholder(value);
  if (Array.isArray(value)) return value.every(isGhost);
  return isObject(value) ? isRemoved(value) : saysNothing(value);
}
