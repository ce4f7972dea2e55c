// cspell:ignore geen verskaffer desierto
import type { FieldReaders } from './field-readers.js';
import { partyOf, readOrganisation } from './read-organisation.js';
import type { StatusMeaning } from '../status/status-words.js';
import { member, memberAt, objectsIn, textOf, type Json, type JsonObject } from '../json.js';
import { readExactAwardWord } from '../status/read-status-word.js';
import { registerNumber, type RegisterNumber } from './supplier-identity.js';
import type { OrganisationState, WinnerState } from './tender-state.js';

interface WinnerInput {
  /** An entry of an award's suppliers. */
  value: Json;
  parties: Json | undefined;
  awardKey: string;
  organisation: OrganisationState;
  read: FieldReaders;
}

/**
 * What a publisher says about an organisation that won. Names, mail addresses and telephone numbers of people to contact
 * are left out: nobody needs them to know who won.
 */
export function readWinner({ value, parties, awardKey, organisation, read }: WinnerInput): WinnerState {
  const party = partyOf(value, parties);
  const line = (lengthMax: number, ...path: string[]): string | null =>
    read.line(memberAt(value, ...path) ?? memberAt(party, ...path), lengthMax);
  return {
    awardKey,
    key: organisation.key,
    name: organisation.name,
    localId: organisation.localId,
    identifiers: numbersOf([value, party]),
    legalName: line(500, 'identifier', 'legalName'),
    street: line(500, 'address', 'streetAddress'),
    locality: line(200, 'address', 'locality'),
    region: line(200, 'address', 'region'),
    postalCode: line(50, 'address', 'postalCode'),
    country: line(200, 'address', 'countryName'),
    scale: line(50, 'details', 'scale'),
  };
}

// In one order and each once, so that the same numbers make the same record.
function numbersOf(organisations: readonly (Json | undefined)[]): RegisterNumber[] {
  const entries = organisations.flatMap((organisation) => [
    member(organisation, 'identifier'),
    ...objectsIn(member(organisation, 'additionalIdentifiers')),
  ]);
  const numbers = new Map<string, RegisterNumber>();
  for (const entry of entries) {
    const number = registerNumber(textOf(member(entry, 'scheme'), 200), textOf(member(entry, 'id'), 200));
    if (number !== null) numbers.set(`${number.scheme}:${number.id}`, number);
  }
  return [...numbers].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, number]) => number);
}

// Some publishers write names alone.
function entriesIn(suppliers: Json | undefined): Json[] {
  if (typeof suppliers === 'string') return [{ name: suppliers }];
  if (!Array.isArray(suppliers) || !suppliers.some((entry) => typeof entry === 'string')) return objectsIn(suppliers);
  return suppliers.flatMap((entry) => (typeof entry === 'string' ? { name: entry } : objectsIn([entry])));
}

/** Winners of an award's suppliers, without placeholders for "nobody". */
export function readSuppliers(
  award: Json,
  {
    parties,
    scope,
    nobody,
    read,
  }: { parties: Json | undefined; scope: string | null; nobody: ReadonlySet<string>; read: FieldReaders },
): { value: Json; organisation: OrganisationState }[] {
  return entriesIn(member(award, 'suppliers')).flatMap((value) => {
    const organisation = readOrganisation({ value, parties, scope, read });
    return organisation === null || isNobody(organisation.name, nobody) ? [] : [{ value, organisation }];
  });
}

/**
 * What became of an award by what stands where others name the winner, "Non-award", or by a title that says nothing else.
 * Null where an organisation won, and where nothing of the kind is said.
 */
export function endToldBy(award: JsonObject): StatusMeaning | null {
  const names = entriesIn(award['suppliers']).map((entry) => textOf(member(entry, 'name'), 200));
  const words = names.length > 0 ? names : [textOf(award['title'], 200)];
  const [first = null, ...others] = words.map((word) => (word === null ? null : readExactAwardWord(word)));
  return first !== 'AWARDED' && others.every((meaning) => meaning === first) ? first : null;
}

const nobodies: ReadonlySet<string> = new Set(['no supplier', 'no bidder', 'no winner', 'nobody', 'geen verskaffer']);

/** True for what stands in the place of a winner and is none, such as "Desierto" and "Not awarded". */
function isNobody(name: string, nobody: ReadonlySet<string>): boolean {
  const word = name.toLowerCase();
  if (nobody.has(word) || nobodies.has(word)) return true;
  const meaning = readExactAwardWord(name);
  return meaning === 'UNSUCCESSFUL' || meaning === 'CANCELLED' || meaning === 'PENDING';
}
