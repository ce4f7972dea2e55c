import { createHash } from 'node:crypto';

/** One request, ready to be sent. */
export interface LongRequest {
  readonly body: string;
  readonly isSignedIn: boolean;
}

const lengthMin = 100_000;
const fields = 'id ocid title status value { amount currency } buyer { name } publishedAt';

/** What a document of 100 kB can be made of; each passes other caches. None is like another of the same kind. */
const kinds: readonly ((n: number) => {
  readonly query: string;
  readonly extensions?: object;
  isSignedIn?: boolean;
})[] = [
  (n) => ({ query: `${comment(n)}{ a${n}: tenders(first: 1) { edges { node { ${fields} } } } }` }),
  (n) => ({
    query: `{ b${n}: tenders(first: 1) {${' '.repeat(lengthMin)} edges { node { ${fields} } } } }`,
    isSignedIn: false,
  }),
  (n) => ({ query: `{ tender(ocid: "${n}${padding}") { ${fields} } }` }),
  (n) => ({ query: `{ tenders(filter: { categories: [${literals(n)}] }, first: 1) { edges { node { id } } } }` }),
  (n) => ({
    query: `${comment(n)}{ c${n}: me { account { email } team { name } } entries { edges { node { notes } } } }`,
    isSignedIn: true,
  }),
  (n) => ({ query: `${comment(n)}{ ${aliases((alias) => `${alias}${n}: tender(id: "x") { ${fields} }`)} }` }),
  (n) => persisted(`${comment(n)}{ p${n}: tenders(first: 1) { edges { cursor } } }`),
  (n) => ({ query: `{ r${n}: ${'n'.repeat(lengthMin)} }` }),
];

const padding = 'x'.repeat(lengthMin);

function comment(n: number): string {
  return `#${padding}${n}\n`;
}

function literals(n: number): string {
  return Array.from({ length: 500 }, (_, index) => `"${n}.${index}.${'y'.repeat(190)}"`).join(' ');
}

function aliases(write: (alias: string) => string): string {
  return Array.from({ length: 12 }, (_, index) => write(`a${index}x`)).join(' ');
}

function persisted(query: string): { query: string; extensions: object } {
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  return { query, extensions: { persistedQuery: { version: 1, sha256Hash } } };
}

/** The nth of as many different requests as are wanted. */
export function longRequest(n: number): LongRequest {
  const { isSignedIn = true, ...body } = kinds[n % kinds.length]?.(n) ?? { query: '{ __typename }' };
  return { body: JSON.stringify(body), isSignedIn };
}
