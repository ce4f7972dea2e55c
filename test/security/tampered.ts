import fc from 'fast-check';

/** What a person with a hex editor and a free afternoon would do to an id or a cursor. */
const changes: readonly ((text: string, at: number, junk: string) => string)[] = [
  (text, at, junk) => splice(text, at, 1, junk.slice(0, 1)),
  (text, at) => splice(text, at, 1, ''),
  (text, at, junk) => splice(text, at, 0, junk),
  (text, at) => text.slice(0, at),
  (text, at) => text.slice(at),
  (text, _at, junk) => text + junk,
  (text) => `${text}==`,
  (text) => text.toUpperCase(),
  (text) => [...text].reverse().join(''),
  (text) => Buffer.from(text).toString('base64'),
  (text) => text.repeat(60),
  (text, _at, junk) => encoded(decoded(text) + junk),
  (text, at, junk) => encoded(splice(decoded(text), at, 1, junk)),
  (text, at) => encoded(splice(decoded(text), decoded(text).length - 1 - (at % 36), 1, (at % 16).toString(16))),
  (text) => encoded(decoded(text).toUpperCase()),
  (text) => encoded(decoded(text).replace(/^\w+:/u, 'Session:')),
  (text) => encoded(decoded(text).replace(/"$/u, `' or team_id is not null --"`)),
  (text) => encoded(decoded(text).replaceAll(/"([0-9a-f-]{36})"/gu, '{"$gt":"$1"}')),
  (text) => encoded(decoded(text).replaceAll(/"([0-9a-f-]{36})"/gu, 'null')),
  (text) => encoded(decoded(text).replaceAll(/\b\d{13}\b/gu, '1e308')),
  (text, at) => encoded(decoded(text).replaceAll(/\b\d{13}\b/gu, `-${at}`)),
  (text) => encoded(`${decoded(text)}\0`),
  (text) => encoded('['.repeat(500) + decoded(text)),
  (_text, _at, junk) => junk,
];

const inserted = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
  fc.constantFrom('\0', '%00', '../', "'", '"', '\u202e', '{"$ne":null}', '\ud800'),
);

/** So many mutants of the given texts, always the same ones for the same seed; none is equal to an original. */
export function tampered(originals: readonly string[], { count, seed }: { count: number; seed: number }): string[] {
  const mutant = fc
    .tuple(fc.constantFrom(...originals), fc.constantFrom(...changes), fc.nat(200), inserted)
    .map(([text, change, at, junk]) => change(text, at % (text.length + 1), junk))
    .filter((text) => !originals.includes(text));
  return fc.sample(mutant, { numRuns: count, seed });
}

function splice(text: string, at: number, removed: number, put: string): string {
  return text.slice(0, at) + put + text.slice(at + removed);
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64url').toString('utf8');
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}
