import { member, memberAt, objectsIn, textOf, type Json, type JsonObject } from '../json.js';
import { isEmptyId } from '../text/placeholders.js';
import { registerNumber } from './supplier-identity.js';
import type { FieldReaders } from './field-readers.js';
import type { OrganisationState } from './tender-state.js';

interface OrganisationInput {
  value: Json | undefined;
  parties: Json | undefined;
  /** Names the publisher, because local ids mean nothing elsewhere; null when it is not known. */
  scope: string | null;
  read: FieldReaders;
}

/**
 * Reads an organisation: a 1.1 reference into `parties` or a whole one embedded the 1.0 way. Null for one without a name,
 * for an id is no name; a number in a register may stand for it.
 */
export function readOrganisation({ value: stated, parties, scope, read }: OrganisationInput): OrganisationState | null {
  const value = organisationIn(stated);
  const localId = localIdOf(value);
  const party = partyOf(value, parties);
  const identifierScheme = textOf(
    memberAt(value, 'identifier', 'scheme') ?? memberAt(party, 'identifier', 'scheme'),
    200,
  );
  const number = textOf(memberAt(value, 'identifier', 'id') ?? memberAt(party, 'identifier', 'id'), 200);
  const identifier = number === null || isEmptyId(number) ? null : number;
  // What joins organisations of several publishers; any other number is the publisher's own.
  const isGlobal = registerNumber(identifierScheme, identifier) !== null;
  const name =
    read.lineAt(value, 'name', 500) ??
    read.lineAt(party, 'name', 500) ??
    read.lineAt(member(value, 'identifier'), 'legalName', 500) ??
    read.lineAt(member(party, 'identifier'), 'legalName', 500) ??
    (identifierScheme !== null && identifier !== null ? `${identifierScheme} ${identifier}` : null);
  if (name === null) return null;
  const local = scope === null ? name.toLowerCase() : (localId ?? identifier ?? name.toLowerCase());
  const key = isGlobal ? `${identifierScheme}:${identifier}` : `${scope ?? 'unregistered'}:${local}`;
  return { key, name, localId, identifierScheme, identifier };
}

// Some publishers write the name alone, and some a list of one.
function organisationIn(stated: Json | undefined): Json | undefined {
  const value = Array.isArray(stated) ? stated[0] : stated;
  return typeof value === 'string' ? { name: value } : value;
}

/** The entry of `parties` that an organisation refers to. */
export function partyOf(value: Json | undefined, parties: Json | undefined): JsonObject | undefined {
  const localId = localIdOf(value);
  return localId === null ? undefined : objectsIn(parties).find((entry) => textOf(entry['id'], 200) === localId);
}

function localIdOf(value: Json | undefined): string | null {
  const localId = textOf(member(value, 'id'), 200);
  return localId === null || isEmptyId(localId) ? null : localId;
}

/** Who buys: as the release says, else who runs the procurement, else the party that has one of these roles. */
export function readBuyer(
  compiled: JsonObject,
  { scope, read }: Pick<OrganisationInput, 'scope' | 'read'>,
): OrganisationState | null {
  return findBuyer(compiled, { scope, read })?.buyer ?? null;
}

/** Where a buyer was named. */
const buyerOrigins = ['BUYER', 'PROCURING_ENTITY', 'PARTY_BUYER', 'PARTY_PROCURING_ENTITY'] as const;

export type BuyerOrigin = (typeof buyerOrigins)[number];

/** Who buys, and where that was found. */
export function findBuyer(
  compiled: JsonObject,
  { scope, read }: Pick<OrganisationInput, 'scope' | 'read'>,
): { buyer: OrganisationState; origin: BuyerOrigin } | null {
  const parties = member(compiled, 'parties');
  for (const origin of buyerOrigins) {
    for (const value of namedAt[origin](compiled)) {
      const buyer = readOrganisation({ value, parties, scope, read });
      if (buyer !== null) return { buyer, origin };
    }
  }
  return null;
}

const namedAt: Readonly<Record<BuyerOrigin, (compiled: JsonObject) => readonly (Json | undefined)[]>> = {
  BUYER: (compiled) => [member(compiled, 'buyer')],
  PROCURING_ENTITY: (compiled) => [memberAt(compiled, 'tender', 'procuringEntity')],
  PARTY_BUYER: (compiled) => partiesWithRole(compiled, 'buyer'),
  PARTY_PROCURING_ENTITY: (compiled) => partiesWithRole(compiled, 'procuringentity'),
};

function partiesWithRole(compiled: JsonObject, role: string): JsonObject[] {
  return objectsIn(member(compiled, 'parties')).filter((party) => rolesOf(party).includes(role));
}

function rolesOf(party: JsonObject): string[] {
  const roles = party['roles'] ?? party['role'];
  const list = Array.isArray(roles) ? roles : typeof roles === 'string' ? roles.split(/[;,]/u) : [];
  return list.flatMap((role) => (typeof role === 'string' ? role.toLowerCase().replaceAll(/[^a-z]/gu, '') : []));
}
