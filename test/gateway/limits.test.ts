import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { developmentSettings } from '@hub/gateway/config';
import { createLogger } from '@hub/runtime/telemetry';
import { postGraphql } from '../kit/post-graphql.js';
import { calls } from './fake-subgraphs.js';
import { startGateway, stopGateways } from './start-gateway.js';

const repeat = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join(' ');
const nested = (depth: number): string => `{ node ${'{ next '.repeat(depth)}{ title }${' }'.repeat(depth)} }`;
const doubling = (levels: number): string =>
  `{ node { ...F0 } } ${repeat(levels, (index) => `fragment F${index} on Loop { a: next { ...F${index + 1} } b: next { ...F${index + 1} } }`)} fragment F${levels} on Loop { title }`;

/** What hostile clients send, with the code and status each must get. */
const hostile: ReadonlyArray<readonly [name: string, document: string]> = [
  ['1,000 aliases', `{ ${repeat(1000, (index) => `a${index}: node { title }`)} }`],
  ['31 aliases deep inside', `{ node { ${repeat(31, (index) => `a${index}: title`)} } }`],
  ['21 root fields', `{ ${repeat(21, () => 'node { title }')} }`],
  ['22 levels of doubled fragments', doubling(22)],
  ['fragments doubled within the depth', doubling(9)],
  ['20,000 times __typename', `{ ${'__typename '.repeat(20_000)} }`],
  ['301 fields', `{ node { ${'title '.repeat(301)} } }`],
  ['302 times __typename', `{ node { ${'__typename '.repeat(302)} } }`],
  ['2,000 directives', `{ node { title ${'@include(if: true) '.repeat(2000)} } }`],
  ['51 directives', `{ node { title ${'@include(if: true) '.repeat(51)} } }`],
  ['unknown directives', `{ node { title ${'@x '.repeat(60)} } }`],
  ['depth 13', nested(11)],
  ['depth 1,000', nested(1000)],
  ['4,001 tokens of arguments', `{ tender(id: [${'1 '.repeat(4001)}]) { id } }`],
  ['5,000 open brackets', `{ tender(id: ${'['.repeat(5000)}) { id } }`],
  ['two sign-ins', 'mutation { a: signIn(password: "1") b: signIn(password: "2") }'],
  ['100 sign-ins', `mutation { ${repeat(29, (index) => `a${index}: signIn(password: "${index}")`)} }`],
  [
    'sign-ins through a fragment',
    'mutation { ...F b: signIn(password: "2") } fragment F on Mutation { signIn(password: "1") }',
  ],
  ['a sign-in beside a refresh', 'mutation { signIn(password: "1") refreshSession }'],
  ['depth 2,000 in inline fragments', `{ ${'... { '.repeat(1300)} node { title } ${'} '.repeat(1300)} }`],
  ['65 lists inside each other', `{ tender(id: ${'['.repeat(65)}${']'.repeat(65)}) { id } }`],
  ['201 spreads', `{ node { ${'...F '.repeat(201)} } } fragment F on Loop { title }`],
  ['201 spreads of fragments that are not there', `{ node { ${repeat(201, (index) => `...F${index}`)} } }`],
  ['101 fragments', `{ node { title } } ${repeat(101, (index) => `fragment F${index} on Loop { title }`)}`],
  ['301 fields in a fragment that nobody spreads', `{ node { title } } fragment F on Loop { ${'title '.repeat(301)} }`],
  [
    '31 aliases in a fragment that nobody spreads',
    `{ node { title } } fragment F on Loop { ${repeat(31, (index) => `a${index}: title`)} }`,
  ],
  ['101 variables', `query (${repeat(101, (index) => `$a${index}: Int`)}) { node { title } }`],
  ['3 introspections', `{ ${repeat(3, (index) => `a${index}: __schema { queryType { name } }`)} }`],
  ['5,001 lines', `{ node {${'\n'.repeat(5001)} title } }`],
  [
    'aliases in a second operation',
    `query A { node { title } } query B { ${repeat(40, (index) => `a${index}: node { title }`)} }`,
  ],
];

const long = 'n'.repeat(250_000);
const spaces = ' '.repeat(250_000);

/** One name that fills the body, in every place where a name may stand. */
const longNames: ReadonlyArray<readonly [place: string, document: string]> = [
  ['a field', `{ ${long} }`],
  ['an alias', `{ ${long}: whoami }`],
  ['an operation', `query ${long} { whoami }`],
  ['a fragment', `{ whoami } fragment ${long} on Query { whoami }`],
  ['a spread', `{ ...${long} }`],
  ['a variable', `query ($${long}: Int) { whoami }`],
  ['the type of a variable', `query ($a: ${long}) { whoami }`],
  ['the use of a variable', `{ tender(id: $${long}) { id } }`],
  ['an argument', `{ tender(${long}: 1) { id } }`],
  ['a directive', `{ whoami @${long} }`],
  ['the argument of a directive', `{ whoami @include(${long}: true) }`],
  ['a type condition', `{ ... on ${long} { whoami } }`],
  ['a member of an enum', `{ tender(id: ${long}) { id } }`],
  ['a field of an input object', `{ tender(id: { ${long}: 1 }) { id } }`],
  ['a whole number', `{ tenders(first: ${'1'.repeat(250_000)}) { id } }`],
  ['a fraction', `{ tenders(first: 1.${'1'.repeat(250_000)}) { id } }`],
  ['a type that is defined', `type ${long} { id: ID }`],
  ['no definition at all', long],
];

/** Texts of the client's that an error would repeat, with what they are made of to cost most. */
const longTexts: ReadonlyArray<readonly [content: string, document: string]> = [
  ['letters', `{ tenders(first: "${long}") { id } }`],
  ['spaces', `{ tenders(first: "${spaces}") { id } }`],
  ['words', `{ tenders(first: "${'a-'.repeat(125_000)}") { id } }`],
  ['addresses', `{ tenders(first: "${'a@'.repeat(125_000)}") { id } }`],
  ['hosts', `{ tenders(first: "${'a.'.repeat(125_000)}") { id } }`],
  ['schemes', `{ tenders(first: "${'a://'.repeat(62_500)}") { id } }`],
  ['tokens', `{ tenders(first: "${'-eyJ'.repeat(62_500)}") { id } }`],
  ['signs that take six bytes', `{ tenders(first: "${'\\u0001'.repeat(35_000)}") { id } }`],
];

/** What must be refused by the schema, not by the limits. */
const invalid: ReadonlyArray<readonly [name: string, document: string]> = [
  ['a fragment in itself', '{ node { ...F } } fragment F on Loop { next { ...F } }'],
  ['fragments in each other', '{ node { ...F } } fragment F on Loop { ...G } fragment G on Loop { ...F }'],
  ['@defer', '{ node { ... @defer { title } } }'],
  [
    'circular introspection',
    '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
  ],
  ['a subscription', 'subscription { node }'],
  ['an empty selection', '{ }'],
  ['an unterminated string', '{ tender(id: "'],
];

describe('a document that asks for too much', () => {
  let url: string;
  beforeAll(async () => {
    url = await startGateway();
  });
  afterAll(stopGateways);

  test.each(hostile)('%s is refused before it runs', async (_name, query) => {
    const before = calls.tenders;

    const { status, code } = await postGraphql(url, { query });

    expect([status, code]).toEqual([400, 'OPERATION_TOO_COMPLEX']);
    expect(calls.tenders).toBe(before);
  });

  test.each(longNames)('a long name as %s is refused before it is parsed', async (_place, query) => {
    const { status, body, code } = await postGraphql(url, { query });

    expect([status, code]).toEqual([400, 'OPERATION_TOO_COMPLEX']);
    expect(body).toMatchObject({
      errors: [{ extensions: { details: { limit: 'the length of a name', maximum: 200 } } }],
    });
  });

  test.each(invalid)('%s is refused with 400', async (_name, query) => {
    const { status, code } = await postGraphql(url, { query });

    expect(status).toBe(400);
    expect(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']).toContain(code);
  });

  test('names the limit and its value, so that a client can react', async () => {
    const { body } = await postGraphql(url, { query: nested(11) }, { 'x-request-id': 'client-12345678' });

    expect(body).toEqual({
      errors: [
        {
          message: 'The operation is above the limit for depth, which is 12.',
          extensions: {
            code: 'OPERATION_TOO_COMPLEX',
            requestId: 'client-12345678',
            details: { limit: 'depth', maximum: 12 },
          },
        },
      ],
    });
  });

  test('is accepted at exactly the limit', async () => {
    const deep = await postGraphql(url, { query: nested(10) });
    const aliases = await postGraphql(url, { query: `{ node { ${repeat(30, (index) => `a${index}: title`)} } }` });
    const types = await postGraphql(url, { query: `{ __typename node { __typename ${'title '.repeat(299)} } }` });
    const signIn = await postGraphql(url, { query: 'mutation { signIn(password: "1") }' });

    const name = await postGraphql(url, { query: `query ${'n'.repeat(200)} { whoami }` });
    const text = await postGraphql(url, { query: `{ tender(id: "${'n'.repeat(10_000)}") { id } }` });

    expect([deep.status, aliases.status, types.status, signIn.status]).toEqual([200, 200, 200, 200]);
    expect([name.status, text.status]).toEqual([200, 200]);
  });
});

describe('a long text of a client', () => {
  const lines: string[] = [];
  let url: string;
  beforeAll(async () => {
    const destination = { write: (line: string) => void lines.push(line) };
    url = await startGateway({
      settings: { ...developmentSettings, isProduction: true },
      // What a client did wrong is logged where somebody looks for it.
      logger: createLogger({ service: 'test', destination, level: 'debug' }),
    });
  });
  beforeEach(() => void lines.splice(0));
  afterAll(stopGateways);

  test.each(longTexts)('of %s is repeated neither to the client nor in the log', async (_content, query) => {
    const { status, text } = await postGraphql(url, { query });

    expect(status).toBe(400);
    expect(text.length).toBeLessThan(1_000);
    expect(lines).toHaveLength(1);
    expect(Buffer.byteLength(lines[0] ?? '')).toBeLessThanOrEqual(8_192);
  });
});

describe('a body', () => {
  let url: string;
  beforeAll(async () => {
    url = await startGateway();
  });
  afterAll(stopGateways);

  test.each([262_145, 1_000_000, 4 * 1024 * 1024])('of %i bytes is answered 413 with a code', async (bytes) => {
    const body = JSON.stringify({ query: '{ node { title } }', padding: '' });
    const padded = body.replace('"padding":""', `"padding":"${'x'.repeat(bytes - body.length)}"`);

    const { status, code } = await postGraphql(url, padded);

    expect([padded.length, status, code]).toEqual([bytes, 413, 'PAYLOAD_TOO_LARGE']);
  });

  test('of exactly 256 KiB is read', async () => {
    const body = JSON.stringify({ query: '{ node { title } }', variables: { padding: '' } });
    const padded = body.replace('"padding":""', `"padding":"${'x'.repeat(262_144 - body.length)}"`);

    const { status } = await postGraphql(url, padded);

    expect(status).toBe(200);
  });

  test.each([
    ['no JSON', 'query { node }'],
    ['half of JSON', '{"query": "{ node'],
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '7'],
    ['an empty object', '{}'],
    ['a query that is a number', '{"query": 7}'],
    ['variables that are text', '{"query": "{ node { title } }", "variables": "x"}'],
    ['a key that reaches the prototype', '{"query": "{ node { title } }", "variables": {"__proto__": {"a": 1}}}'],
  ])('that is %s is answered 400 with a code', async (_name, text) => {
    const { status, code } = await postGraphql(url, text);

    expect([status, code]).toEqual([400, 'BAD_REQUEST']);
  });
});
