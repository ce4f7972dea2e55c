// cspell:ignore CUIT
/** A number in a register, written so that the same number is the same text wherever it comes from. */
export interface RegisterNumber {
  readonly scheme: string;
  readonly id: string;
}

// Names of one register: org-id.guide's, the register's own, and what publishers call it.
const registers: Readonly<Record<string, string>> = {
  'ZA-CIP': 'CIPC',
  'ZA-CIPC': 'CIPC',
  'ZA-CIPRO': 'CIPC',
  'ZA-CSD': 'CSD',
  'ZA-CRS': 'CRS',
  'ZA-CIDB': 'CRS',
  CIDB: 'CRS',
  'US-UEI': 'UEI',
  'SAM-UEI': 'UEI',
  'US-SAM-UEI': 'UEI',
  'US-CAGE': 'CAGE',
};

/** The register of companies vouches most; then registers that check who registers, then all others. */
const trustOfRegister: Readonly<Record<string, number>> = { CIPC: 1, UEI: 2, CSD: 3, CRS: 4, CAGE: 5 };
const trustOfOthers = 6;
/** A record without any number. */
const trustOfName = 9;

// Words for "a number", and for registers of which every country has its own: the same number elsewhere is somebody else's.
const commonSchemes: ReadonlySet<string> = new Set(
  `ID IDS IDENTIFIER LOCAL LOCAL-ID INTERNAL OTHER OTHERS UNKNOWN NONE NULL NA N/A X XX XXX XX-XXX CODE NUMBER NUMBERS NAME PORTAL SYSTEM
  SUPPLIER SUPPLIERS SUPPLIER-ID VENDOR VENDOR-ID BUYER COMPANY ORGANISATION ORGANIZATION PARTY REGISTRATION REGISTRATION-NUMBER COMPANY-NUMBER
  VAT VAT-NUMBER TAX TAX-ID TAX-NUMBER TIN RUC NIF NIT NIP CUIT RFC RUT RNC RTN CIF UID EIN ABN BRN UEN SCHEME UNREGISTERED`.split(
    /\s+/u,
  ),
);

const schemeLengthMax = 100;
const idLengthMax = 200;
// What people type where a number is required and they have none.
const placeholders = new Set(['NONE', 'NULL', 'NIL', 'UNKNOWN', 'TEST', 'TBA', 'TBC', 'TBD', 'NOTAPPLICABLE', 'XXXX']);

/**
 * A number as it is compared: registers by one name, upper case, no spaces. Null for what names nobody in particular,
 * such as "0" or "N/A": it would join all who wrote it.
 */
export function registerNumber(scheme: string | null, id: string | null): RegisterNumber | null {
  if (scheme === null || id === null) return null;
  const register = scheme.trim().toUpperCase().replaceAll(/\s+/gu, '-').slice(0, schemeLengthMax);
  const number = id.toUpperCase().replaceAll(/\s+/gu, '').slice(0, idLengthMax);
  const telling = number.replaceAll(/[^\p{L}\p{N}]+/gu, '');
  if (
    register === '' ||
    commonSchemes.has(register) ||
    telling.length < 3 ||
    placeholders.has(telling) ||
    new Set(telling).size === 1
  )
    return null;
  return { scheme: registers[register] ?? register, id: number };
}

/** How far a record is trusted by the registers that it names: 1 is most. */
export function trustOf(numbers: readonly RegisterNumber[]): number {
  return Math.min(trustOfName, ...numbers.map(({ scheme }) => trustOfRegister[scheme] ?? trustOfOthers));
}

/**
 * What joins a record to others: its numbers, across all sources; without any, its name within its source. Equal names
 * in two sources are no proof that they mean one company.
 */
export function linksOf(record: { source: string; name: string; identifiers: readonly RegisterNumber[] }): string[] {
  const { source, name, identifiers } = record;
  if (identifiers.length > 0) return identifiers.map(({ scheme, id }) => `${scheme}:${id}`);
  return [`name:${source}:${comparableName(name)}`];
}

/** A name without what is written now so, now so: case, punctuation, spaces. */
function comparableName(name: string): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words === '' ? name.toLowerCase() : words;
}
