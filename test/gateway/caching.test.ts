import { request, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Authenticate } from '@hub/gateway/authenticate';
import { anonymous, rolePermissions } from '@hub/runtime/auth';
import { createTargetAnswerer } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import { introspectionText } from '../kit/post-graphql.js';
import { inProcess } from './fake-subgraphs.js';
import { startGateway, stopGateways } from './start-gateway.js';

const scope: RequestScope = Object.create(null);
const answerTarget = createTargetAnswerer(
  {
    name: 'tenders',
    routes: [{ path: '/ocds/releases/:ocid', needs: 'tender:read', answer: async () => JSON.stringify({ ocid: 'x' }) }],
  },
  { scopeOf: () => scope, onMasked: () => undefined },
);
const { tenders, ...others } = inProcess();
const ann: Authenticate = async (authorization) =>
  authorization === undefined
    ? anonymous
    : {
        kind: 'user',
        accountId: 'ann',
        teamId: 'acme',
        membershipId: 'ann',
        sessionId: 'ann',
        role: 'member',
        permissions: rolePermissions.member,
        plan: 'PRO',
      };

let url: string;
beforeAll(async () => {
  url = await startGateway({
    authenticate: ann,
    inProcess: { ...others, tenders: { execute: async () => ({ data: null }), ...tenders, answerTarget } },
    publicKeys: async () => ({ keys: [] }),
  });
});
afterAll(stopGateways);

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Fetches without undoing compression, as `fetch` would. */
async function fetchCompressed(path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number | undefined;
    headers: IncomingHttpHeaders;
    bytes: Buffer;
  }>();
  const sent = request(`${url}${path}`, { method, headers }, (response) => {
    buffer(response).then(
      (bytes) => resolve({ status: response.statusCode, headers: response.headers, bytes }),
      reject,
    );
  });
  sent.on('error', reject).end(body);
  return promise;
}

const read = { 'apollo-require-preflight': '1' };
const json = { 'content-type': 'application/json' };
const queryPath = (query: string) => `/graphql?query=${encodeURIComponent(query)}`;
const large = queryPath(introspectionText);
const small = queryPath('{ __typename }');
const open = queryPath('{ tenders(first: 2) { id title summary } }');
const vary = 'authorization, accept, origin, accept-encoding';

describe('compression', () => {
  const plain = { gzip: gunzipSync, br: brotliDecompressSync, identity: (bytes: Buffer) => bytes } as const;

  test.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip;q=1', 'gzip'],
    ['x-gzip', 'gzip'],
    ['identity', 'identity'],
    ['deflate', 'identity'],
    ['zstd', 'identity'],
    ['compress', 'identity'],
    ['nonsense;q=x', 'identity'],
    ['identity;q=0', 'identity'],
    ['', 'identity'],
  ] as const)('answers accept-encoding: %s with %s', async (accepted, encoding) => {
    const whole = await fetchCompressed(large, { headers: read });
    const { status, headers, bytes } = await fetchCompressed(large, {
      headers: { ...read, 'accept-encoding': accepted },
    });

    expect([status, headers['content-encoding'] ?? 'identity', headers['vary']]).toEqual([200, encoding, vary]);
    expect(plain[encoding](bytes).equals(whole.bytes)).toBe(true);
    if (encoding !== 'identity') expect(bytes.length).toBeLessThan(whole.bytes.length / 4);
  });

  test('leaves short answers and errors as they are', async () => {
    const headers = { ...read, 'accept-encoding': 'br' };
    const answers = [await fetchCompressed(small, { headers }), await fetchCompressed('/nothing', { headers })];

    expect(answers.map((answer) => [answer.status, answer.headers['content-encoding']])).toEqual([
      [200, undefined],
      [404, undefined],
    ]);
  });

  test('leaves the answers of mutations as they are, which may hold tokens beside what the client chose', async () => {
    const text = 'x'.repeat(4_000);
    const query = `mutation { ${Array.from({ length: 20 }, (_, index) => `a${index}: writeNote(text: "${text.slice(0, 200)}")`).join(' ')} }`;
    const { status, headers, bytes } = await fetchCompressed('/graphql', {
      method: 'POST',
      headers: { ...json, authorization: 'ann', 'accept-encoding': 'br, gzip' },
      body: JSON.stringify({ query }),
    });

    expect([status, headers['content-encoding'], bytes.length > 4_000]).toEqual([200, undefined, true]);
  });

  test('compresses answers to POST as well', async () => {
    const { headers, bytes } = await fetchCompressed('/graphql', {
      method: 'POST',
      headers: { ...json, 'accept-encoding': 'gzip' },
      body: JSON.stringify({ query: introspectionText }),
    });

    expect(headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(bytes).toString('utf8'))).toMatchObject({ data: { __schema: {} } });
  });
});

describe('a read that is repeated', () => {
  const reads = [
    ['a public operation', open, read],
    ['an operation of a member', open, { ...read, authorization: 'ann' }],
    ['an operation that nobody may keep', queryPath('{ whoami }'), read],
    ['a process of OCDS', '/ocds/releases/x', { authorization: 'ann' }],
    ['the keys', '/.well-known/jwks.json', {}],
  ] as const;

  test.each(reads)('of %s is answered 304 while nothing has changed', async (_what, path, headers) => {
    const first = await fetchCompressed(path, { headers });
    const etag = first.headers['etag'] ?? '';
    const again = await fetchCompressed(path, { headers: { ...headers, 'if-none-match': etag } });
    const head = await fetchCompressed(path, { method: 'HEAD', headers: { ...headers, 'if-none-match': etag } });

    expect([first.status, etag]).toEqual([200, expect.stringMatching(/^W\/"[\w-]{27}"$/u)]);
    expect([again.status, again.bytes.length, head.status]).toEqual([304, 0, 304]);
    expect(again.headers).toMatchObject({
      etag,
      vary,
      'cache-control': first.headers['cache-control'],
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/u),
    });
    expect(again.headers['content-type']).toBeUndefined();
  });

  const variants: readonly (readonly [
    what: string,
    headers: (etag: string) => Record<string, string>,
    status: number,
  ])[] = [
    ['with the tag', (etag) => ({ 'if-none-match': etag }), 304],
    ['with the tag made strong', (etag) => ({ 'if-none-match': etag.slice(2) }), 304],
    ['with the tag among others', (etag) => ({ 'if-none-match': `"x", ${etag}, W/"y"` }), 304],
    ['with any tag', () => ({ 'if-none-match': '*' }), 304],
    ['with the tag, in another compression', (etag) => ({ 'if-none-match': etag, 'accept-encoding': 'br' }), 304],
    ['with another tag', () => ({ 'if-none-match': 'W/"x"' }), 200],
    ['with the tag and no-cache', (etag) => ({ 'if-none-match': etag, 'cache-control': 'no-cache' }), 200],
    ['by somebody else', (etag) => ({ 'if-none-match': etag, authorization: 'ann' }), 200],
    ['without a tag', () => ({}), 200],
  ];

  test.each(variants)('%s', async (_what, headersOf, status) => {
    const path = queryPath('{ whoami }');
    const { headers } = await fetchCompressed(path, { headers: read });
    const answer = await fetchCompressed(path, { headers: { ...read, ...headersOf(headers['etag'] ?? '') } });

    expect(answer.status).toBe(status);
  });

  test('has a tag only where the answer is whole and is not an error', async () => {
    const post = { method: 'POST', headers: json, body: '{"query":"{ __typename }"}' };
    const answers = [
      await fetchCompressed('/graphql', post),
      await fetchCompressed('/nothing'),
      await fetchCompressed(queryPath('{ x }'), { headers: read }),
    ];

    expect(answers.map(({ status, headers }) => [status, headers['etag']])).toEqual([
      [200, undefined],
      [404, undefined],
      [400, undefined],
    ]);
  });
});

describe('who may keep an answer', () => {
  test.each([
    ['a public operation, to a stranger', open, {}, 'max-age=30, public'],
    ['a public operation, to a member', open, { authorization: 'ann' }, 'max-age=30, private'],
    ['a private operation', queryPath('{ note }'), { authorization: 'ann' }, 'max-age=60, private'],
    ['an operation without a hint', queryPath('{ whoami }'), { authorization: 'ann' }, 'no-store'],
    ['an operation with an error', queryPath('{ tenders { id } secret }'), {}, 'no-store'],
    ['a process of OCDS', '/ocds/releases/x', { authorization: 'ann' }, 'private, no-cache'],
    ['a process of OCDS that is not there', '/ocds/nothing', { authorization: 'ann' }, 'no-store'],
    ['a process of OCDS, to a stranger', '/ocds/releases/x', {}, 'no-store'],
    ['health', '/health/live', {}, 'no-store'],
    ['an address without anything', '/nothing', {}, 'no-store'],
  ])('%s: by GET', async (_what, path, headers, caching) => {
    const answer = await fetchCompressed(path, { headers: { ...read, ...headers } });

    expect([answer.headers['cache-control'], answer.headers['vary']]).toEqual([caching, vary]);
  });
});
