// cspell:ignore bsign
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { developmentSettings } from '@hub/gateway/config';
import { filesFrom, type FilePath } from '@hub/runtime/files';
import { createTargetAnswerer } from '@hub/runtime/graphql';
import { createHealth } from '@hub/runtime/health';
import type { RequestScope } from '@hub/runtime/service';
import { inProcess } from './fake-subgraphs.js';
import { startGateway, stopGateways } from './start-gateway.js';

const folder = mkdtempSync(join(tmpdir(), 'hub-http-shape-test-'));
const files = filesFrom({
  FILES_FOLDER: folder,
  DOWNLOAD_LINK_KEY: 'a key of tests only, with more than 32 characters',
});
const { store, links } = files;
const now = new Date('2026-03-15T10:00:00Z');
const file: FilePath = { ownerId: '0197f0a0-1111-7222-8333-444455556661', kind: 'exports', name: 'one-1.csv' };
const link = links.sign(file, new Date('2026-03-15T10:15:00Z'));
const scope: RequestScope = Object.create(null);
const answerTarget = createTargetAnswerer(
  { name: 'tenders', routes: [{ path: '/ocds/releases/:ocid', needs: 'tender:read', answer: async () => '{}' }] },
  { scopeOf: () => scope, onMasked: () => undefined },
);
const { tenders, ...others } = inProcess();
const ours = 'https://app.example.org';

let url: string;
beforeAll(async () => {
  await store.put(
    file,
    (async function* () {
      yield Buffer.from('0123456789');
    })(),
  );
  url = await startGateway({
    inProcess: { ...others, tenders: { execute: async () => ({ data: null }), ...tenders, answerTarget } },
    settings: { ...developmentSettings, corsOrigins: [ours] },
    downloads: { ...files, now: () => now },
    health: createHealth({
      probes: [{ name: 'postgres', isRequired: true, check: () => Promise.reject(new Error('x')) }],
    }),
    publicKeys: async () => ({ keys: [] }),
  });
});
afterAll(async () => {
  await stopGateways();
  rmSync(folder, { recursive: true, force: true });
});

interface Sent {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

const json = { 'content-type': 'application/json' };
const post = (body: Sent['body'] = '{"query":"{ __typename }"}', headers: Record<string, string> = {}): Sent => ({
  path: '/graphql',
  method: 'POST',
  headers: { ...json, ...headers },
  ...(body !== undefined && { body }),
});
const read = { 'apollo-require-preflight': '1' };
const fetchPath = ({ path, ...init }: Sent) => fetch(`${url}${path}`, { redirect: 'manual', ...init });

type Case = readonly [what: string, sent: Sent, status: number, code: string];

const methods: readonly Case[] = ['PUT', 'PATCH', 'DELETE', 'QUERY'].map((method) => [
  `${method} /graphql`,
  { ...post(), method },
  405,
  'METHOD_NOT_ALLOWED',
]);
const addresses: readonly Case[] = ['%00', '%', '%zz', '%c3', '%ed%a0%80', '%ff', 'a%00b', '%u0041'].flatMap((part) =>
  [
    `/graphql?query=${part}`,
    `/${part}`,
    `/ocds/releases/${part}`,
    `/ocds/releases?since=${part}`,
    `/downloads/exports/${part}`,
    `/graphiql/assets/${part}`,
    `/health/live?${part}=1`,
  ].map((path): Case => [`GET ${path}`, { path }, 400, 'BAD_REQUEST']),
);
const encodings: readonly Case[] = [
  ...['gzip', 'br', 'deflate', 'zstd', 'x', 'gzip, br', 'identity, gzip'].map((encoding): Case => [
    `content-encoding: ${encoding}`,
    post('{}', { 'content-encoding': encoding }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ]),
  ...['utf-16', 'utf-7', 'latin1', 'iso-8859-1', '"utf-32"', 'x'].map((charset): Case => [
    `charset=${charset}`,
    post('{}', { 'content-type': `application/json; charset=${charset}` }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ]),
  ...['text/plain', 'text/html', 'application/graphql', 'multipart/form-data; boundary=x', 'x', 'application/xml'].map(
    (type): Case => [`content-type: ${type}`, post('{}', { 'content-type': type }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ),
];

const refused: readonly Case[] = [
  ...methods,
  ...addresses,
  ...encodings,
  [
    'POST to a route that is only read',
    { path: '/health/live', method: 'POST', headers: json, body: '{}' },
    405,
    'METHOD_NOT_ALLOWED',
  ],
  ['DELETE of OCDS', { path: '/ocds/releases', method: 'DELETE' }, 405, 'METHOD_NOT_ALLOWED'],
  ['PUT of a download', { path: link, method: 'PUT' }, 405, 'METHOD_NOT_ALLOWED'],
  ['an address without anything', { path: '/nothing/here' }, 404, 'NOT_FOUND'],
  [
    'POST to an address without anything',
    { path: '/nothing', method: 'POST', headers: json, body: '{}' },
    404,
    'NOT_FOUND',
  ],
  ['a name longer than any', { path: `/graphiql/assets/${'x'.repeat(300)}` }, 404, 'NOT_FOUND'],
  ['an unknown page', { path: '/graphiql/assets/x.js' }, 404, 'NOT_FOUND'],
  ['a download without a link', { path: '/downloads/exports/x' }, 404, 'NOT_FOUND'],
  [
    'a range that the file does not have',
    { path: link, headers: { range: 'bytes=10-' } },
    416,
    'RANGE_NOT_SATISFIABLE',
  ],
  ['an unknown process of OCDS', { path: '/ocds/releases/x' }, 401, 'UNAUTHENTICATED'],
  ['health without a store', { path: '/health/ready' }, 503, 'SERVICE_UNAVAILABLE'],
  ['the stores without a store', { path: '/health/databases' }, 503, 'SERVICE_UNAVAILABLE'],
  ['a body that is too long', post(JSON.stringify({ query: 'x'.repeat(300_000) })), 413, 'PAYLOAD_TOO_LARGE'],
  ['a body that is no JSON', post('{'), 400, 'BAD_REQUEST'],
  ['a body that is no UTF-8', post(new Uint8Array([0x22, 0xff, 0x22])), 400, 'BAD_REQUEST'],
  ['an empty body', post(''), 400, 'BAD_REQUEST'],
  ['a body without a query', post('{}'), 400, 'BAD_REQUEST'],
  ['a body that is null', post('null'), 400, 'BAD_REQUEST'],
  ['a batch', post('[]'), 400, 'BAD_REQUEST'],
  ['an empty query', post('{"query":""}'), 400, 'BAD_REQUEST'],
  ['variables that are a list', post('{"query":"{ __typename }","variables":[]}'), 400, 'BAD_REQUEST'],
  ['a syntax error', post('{"query":"{"}'), 400, 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', post('{"query":"{ nothing }"}'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['a subscription', post('{"query":"subscription { x }"}'), 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['a client that takes only pictures', post(undefined, { accept: 'image/png' }), 406, 'BAD_REQUEST'],
  ['a read without a query', { path: '/graphql', headers: read }, 400, 'BAD_REQUEST'],
  ['a read that a browser sends without asking', { path: '/graphql?query=%7B__typename%7D' }, 400, 'BAD_REQUEST'],
  [
    'a mutation by GET',
    { path: '/graphql?query=mutation%7BsignIn(password:%22x%22)%7D', headers: read },
    405,
    'METHOD_NOT_ALLOWED',
  ],
];

const vary = 'authorization, accept, origin, accept-encoding';

describe('an error', () => {
  test.each(refused)('of %s has the one body that all errors have', async (_what, sent, status, code) => {
    const answer = await fetchPath({ ...sent, headers: { 'x-request-id': 'client-12345678', ...sent.headers } });
    const body: unknown = await answer.json();

    expect([answer.status, body]).toEqual([
      status,
      expect.objectContaining({
        errors: [
          expect.objectContaining({
            message: expect.stringMatching(/\S/u),
            extensions: expect.objectContaining(
              // Whoever may not come in reads the same to the byte, so the id is in the header alone.
              code === 'UNAUTHENTICATED' ? { code } : { code, requestId: 'client-12345678' },
            ),
          }),
        ],
      }),
    ]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-request-id': 'client-12345678',
      'content-type': expect.stringMatching(/^application\/(?:json|graphql-response\+json); charset=utf-8$/u),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      vary,
    });
  });

  test('comes as the newer media type of GraphQL to those who ask for it', async () => {
    const answer = await fetchPath({ path: '/nothing', headers: { accept: 'application/graphql-response+json' } });

    expect(answer.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
  });

  test.each([
    ['/graphql', 'GET, POST, HEAD, OPTIONS'],
    ['/ocds/releases', 'GET, HEAD, OPTIONS'],
    ['/health/ready', 'GET, HEAD, OPTIONS'],
    [link, 'GET, HEAD, OPTIONS'],
  ])('405 at %s says what is taken', async (path, allow) => {
    const answer = await fetchPath({ path, method: 'PATCH' });

    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
  });

  test('415 says that bodies come as they are', async () => {
    const answer = await fetchPath(post('{}', { 'content-encoding': 'br' }));

    expect([answer.status, answer.headers.get('accept-encoding')]).toEqual([415, 'identity']);
  });
});

const served: readonly (readonly [what: string, sent: Sent, status: number])[] = [
  ['an operation', post(), 200],
  ['an operation with an encoding that changes nothing', post(undefined, { 'content-encoding': 'identity' }), 200],
  ['an operation in UTF-8', post(undefined, { 'content-type': 'application/json; charset="UTF-8"' }), 200],
  ['a read', { path: '/graphql?query=%7B__typename%7D', headers: read }, 200],
  ['the head of a read', { path: '/graphql?query=%7B__typename%7D', method: 'HEAD', headers: read }, 200],
  ['a download', { path: link }, 200],
  ['a part of a download', { path: link, headers: { range: 'bytes=1-2' } }, 206],
  ['health', { path: '/health/live' }, 200],
  ['the keys', { path: '/.well-known/jwks.json' }, 200],
  ['options of the graph', { path: '/graphql', method: 'OPTIONS' }, 204],
  ['options of OCDS', { path: '/ocds/releases', method: 'OPTIONS' }, 204],
  ['options of a download', { path: link, method: 'OPTIONS' }, 204],
  ['options of health', { path: '/health/live', method: 'OPTIONS' }, 204],
];

describe('an answer', () => {
  test.each(served)('with %s has the headers that all answers have', async (_what, sent, status) => {
    const answer = await fetchPath(sent);
    await answer.arrayBuffer();

    expect([answer.status, Object.fromEntries(answer.headers)]).toMatchObject([
      status,
      { 'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/u), 'x-content-type-options': 'nosniff', vary },
    ]);
  });

  test('to OPTIONS says which methods there are', async () => {
    const answer = await fetchPath({ path: '/ocds/releases', method: 'OPTIONS' });

    expect([answer.headers.get('allow'), await answer.text()]).toEqual(['GET, HEAD, OPTIONS', '']);
  });
});

describe('a browser on another origin', () => {
  const addressesOf = ['/graphql', '/ocds/releases/x', link, '/nothing', '/%zz'];

  test.each(addressesOf)('that is listed may read %s', async (path) => {
    const answer = await fetchPath({ path, headers: { origin: ours } });

    expect(answer.headers.get('access-control-allow-origin')).toBe(ours);
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-request-id');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test.each(['/graphql', '/ocds/releases/x', link])('that is listed may ask for %s in advance', async (path) => {
    const headers = {
      origin: ours,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    };
    const answer = await fetchPath({ path, method: 'OPTIONS', headers });

    expect([answer.status, Object.fromEntries(answer.headers)]).toMatchObject([
      204,
      {
        'access-control-allow-origin': ours,
        'access-control-allow-methods': 'GET, HEAD, POST',
        'access-control-allow-headers': expect.stringMatching(/^authorization, content-type, /u),
        'access-control-max-age': '600',
      },
    ]);
  });

  test.each(['https://elsewhere.example', 'https://app.example.org.evil.example', 'http://app.example.org', 'null'])(
    'at %s gets no permission',
    async (origin) => {
      const headers = { origin, 'access-control-request-method': 'POST' };
      const granted = await Promise.all(
        addressesOf.map(async (path) => [...(await fetchPath({ path, method: 'OPTIONS', headers })).headers.keys()]),
      );

      expect(granted.flat().filter((name) => name.startsWith('access-control-'))).toEqual([]);
    },
  );
});
