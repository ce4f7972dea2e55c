import { member, memberAt, objectsIn, saysNothing, textOf, lineOf, type Json, type JsonObject } from '../json.js';
import { readStatedInstant } from '../ocds-time.js';
import { readMoney, type StatedMoney } from '../money/read-money.js';
import type { SourceSettings } from '../source-settings.js';
import type { Money, OrganisationState } from './tender-state.js';

/** Readers of single fields, bound to the settings of a source. */
export interface FieldReaders {
  text(value: Json | undefined, lengthMax?: number): string | null;
  line(value: Json | undefined, lengthMax?: number): string | null;
  instant(value: Json | undefined): string | null;
  money(value: Json | undefined): Money | null;
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

function makeReaders(settings: SourceSettings): FieldReaders {
  const reading = { zone: settings.timeZone, offsetsAreWrong: settings.offsetsAreWrong };
  const money = { currency: settings.currency, emptyTexts: settings.emptyTexts };
  const empties = new Set(settings.emptyTexts.map((text) => text.toLowerCase()));
  const emptyLengthMax = Math.max(0, ...settings.emptyTexts.map(({ length }) => length));
  const unlessEmpty = (text: string | null): string | null =>
    text !== null && text.length <= emptyLengthMax && empties.has(text.toLowerCase()) ? null : text;
  return {
    text: (value, lengthMax) => unlessEmpty(textOf(value, lengthMax)),
    line: (value, lengthMax) => unlessEmpty(lineOf(value, lengthMax)),
    instant: (value) => readStatedInstant(textOf(value, 60), reading),
    money(value) {
      const { amount, currency } = readMoney(value, { ...money, zeroIsNone: settings.zeroIsUndisclosed });
      return amount === null ? null : { amount, currency };
    },
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
 * one that is not there.
 */
export function isRemoved(row: JsonObject): boolean {
  for (const key in row) if (key !== 'id' && !saysNothing(row[key])) return false;
  return true;
}

/**
 * Reads an organisation: a 1.1 reference into `parties` or a whole one embedded the 1.0 way.
 *
 * @param options.scope - names the publisher, because local ids mean nothing elsewhere; null when it is not known, and
 *   then only the name tells organisations apart.
 */
export function readOrganisation(options: {
  value: Json | undefined;
  parties: Json | undefined;
  scope: string | null;
}): OrganisationState | null {
  const { value, parties, scope } = options;
  const localId = textOf(member(value, 'id'), 200);
  const party = partyOf(value, parties);
  const identifierScheme = textOf(
    memberAt(value, 'identifier', 'scheme') ?? memberAt(party, 'identifier', 'scheme'),
    200,
  );
  const identifier = textOf(memberAt(value, 'identifier', 'id') ?? memberAt(party, 'identifier', 'id'), 200);
  const name =
    lineOf(member(value, 'name'), 500) ??
    lineOf(member(party, 'name'), 500) ??
    lineOf(memberAt(value, 'identifier', 'legalName') ?? memberAt(party, 'identifier', 'legalName'), 500) ??
    localId;
  if (name === null) return null;
  const isGlobal = identifierScheme !== null && identifier !== null;
  const local = scope === null ? name.toLowerCase() : (localId ?? identifier ?? name.toLowerCase());
  const key = isGlobal ? `${identifierScheme}:${identifier}` : `${scope ?? 'unregistered'}:${local}`;
  return { key, name, localId, identifierScheme, identifier };
}

/** The entry of `parties` that an organisation refers to. */
export function partyOf(value: Json | undefined, parties: Json | undefined): JsonObject | undefined {
  const localId = textOf(member(value, 'id'), 200);
  return localId === null ? undefined : objectsIn(parties).find((entry) => textOf(entry['id'], 200) === localId);
}
