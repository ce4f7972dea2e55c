import { afterAll, describe, expect, test } from '@jest/globals';
import { createGateway, type Gateway } from '@hub/gateway/server';
import { developmentSettings } from '@hub/gateway/config';
import { internalTokenHeader, signInternalToken, subgraphNames, type SubgraphName } from '@hub/runtime/auth';
import { postGraphql } from '../kit/post-graphql.js';
import { supergraphSdl } from '../kit/supergraph.js';
import { serveSubgraphs } from '../kit/subgraph-servers.js';
import { openWorld } from '../kit/world.js';

const world = await openWorld();
const doors = await serveSubgraphs(world.hub);
const { served } = doors;
const { actor } = world.own.people.owner;
const body = JSON.stringify({ query: '{ __typename }' });

const gateway: Gateway = await createGateway({
  supergraphSdl: supergraphSdl(),
  subgraphUrls: Object.fromEntries(subgraphNames.map((name) => [name, `${served[name].url}/graphql`])),
  settings: {
    ...developmentSettings,
    port: 0,
    secrets: Object.fromEntries(subgraphNames.map((name) => [name, served[name].secret])),
  },
});
const gatewayUrl = await gateway.start();
afterAll(async () => {
  await gateway.stop();
  await doors.close();
  await world.close();
});

interface Call {
  readonly method?: 'GET' | 'POST';
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly text?: string;
}

async function call(
  name: SubgraphName,
  { method = 'POST', path = '/graphql', headers = {}, text = body }: Call,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${served[name].url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'apollo-require-preflight': 'yes', ...headers },
    ...(method === 'POST' && { body: text }),
  });
  return { status: response.status, text: await response.text() };
}

const sign = (audience: SubgraphName, { secret = served[audience].secret, text = body } = {}) =>
  signInternalToken({ actor, audience, body: text, secret });
const neighbourOf = (name: SubgraphName): SubgraphName =>
  subgraphNames[(subgraphNames.indexOf(name) + 1) % subgraphNames.length] ?? name;
const claim = JSON.stringify({ kind: 'system', name: 'gateway', teamId: world.own.team.id });

const strangers: readonly (readonly [who: string, call: (name: SubgraphName) => Promise<Call>])[] = [
  ['no token', async () => ({})],
  [
    'a token signed with another secret',
    async (name) => ({ headers: { [internalTokenHeader]: await sign(name, { secret: new Uint8Array(32) }) } }),
  ],
  ["another subgraph's token", async (name) => ({ headers: { [internalTokenHeader]: await sign(neighbourOf(name)) } })],
  [
    'a token moved to another body',
    async (name) => ({
      headers: { [internalTokenHeader]: await sign(name) },
      text: JSON.stringify({ query: '{ a: __typename }' }),
    }),
  ],
  [
    "a client's own internal headers",
    async () => ({
      headers: {
        'x-internal-actor': claim,
        'x-hub-actor': claim,
        'x-hub-team': world.own.team.id,
        [internalTokenHeader]: claim,
      },
    }),
  ],
  ['a token that is not signed', async (name) => ({ headers: { [internalTokenHeader]: unsigned(await sign(name)) } })],
  [
    'a token by GET',
    async (name) => ({
      method: 'GET',
      path: '/graphql?query=%7B__typename%7D',
      headers: { [internalTokenHeader]: await sign(name) },
    }),
  ],
  ['nothing by GET', async () => ({ method: 'GET', path: '/graphql?query=%7B__typename%7D' })],
  ['nothing, at another spelling of the address', async () => ({ path: '/%67raphql' })],
];

function unsigned(token: string): string {
  const header = Buffer.from('{"alg":"none","typ":"hub-internal+jwt"}').toString('base64url');
  return `${header}.${token.split('.')[1]}.`;
}

describe('the door of a subgraph', () => {
  const cells = subgraphNames.flatMap((name) => strangers.map(([who, callOf]) => ({ name, who, callOf })));

  test.each(cells)('$name refuses $who', async ({ name, callOf }) => {
    expect(await call(name, await callOf(name))).toEqual({
      status: 401,
      text: '{"errors":[{"message":"Only the gateway may call a subgraph.","extensions":{"code":"UNAUTHENTICATED"}}]}',
    });
  });

  test.each(subgraphNames)('%s opens to the gateway', async (name) => {
    const answer = await call(name, { headers: { [internalTokenHeader]: await sign(name) } });
    expect(answer).toEqual({ status: 200, text: '{"data":{"__typename":"Query"}}\n' });
  });

  test.each(subgraphNames)('%s shows nothing else to strangers than that it lives', async (name) => {
    const paths = ['/', '/graphiql', '/health/databases', '/metrics', '/graphql/', '/.well-known/apollo/server-health'];
    const statuses = await Promise.all(paths.map(async (path) => (await call(name, { method: 'GET', path })).status));
    expect(statuses.filter((status) => status < 400)).toEqual([]);
    expect((await call(name, { method: 'GET', path: '/health/live' })).text).toBe('{"status":"live"}');
  });
});

describe('what comes with the token of the gateway', () => {
  const send = async (name: SubgraphName, text: string) => {
    const answer = await call(name, {
      text,
      headers: { [internalTokenHeader]: await sign(name, { text }), 'x-request-id': 'client-12345678' },
    });
    return { ...answer, body: JSON.parse(answer.text) as unknown };
  };
  const entities = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';

  test('is refused when its variables are nested without end', async () => {
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

    const { status, body } = await send('tenders', `{"query":"{ __typename }","variables":{"a":${nested}}}`);

    expect([status, body]).toEqual([
      400,
      {
        errors: [
          {
            message: 'The operation is above the limit for depth, which is 24.',
            extensions: {
              code: 'OPERATION_TOO_COMPLEX',
              details: { limit: 'depth', maximum: 24 },
              requestId: 'client-12345678',
            },
          },
        ],
      },
    ]);
  });

  test('is told ten mistakes in its variables', async () => {
    const query = 'query ($filter: EntryFilter) { entries(filter: $filter) { edges { cursor } } }';
    const keys = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`k${index}`, 1]));

    const { status, body } = await send('workspace', JSON.stringify({ query, variables: { filter: keys } }));

    expect(status).toBe(400);
    expect(body).toMatchObject({
      errors: Array.from({ length: 10 }, (_, index) => ({
        message: `Variable "$filter" got invalid value {…}; Field "k${index}" is not defined by type "EntryFilter".`,
        extensions: { code: 'BAD_USER_INPUT' },
      })),
    });
  });

  test('may be as many representations as a page of pages has', async () => {
    const representations = Array.from({ length: 2_500 }, () => ({ __typename: 'Tender', id: world.shared }));

    const { status, body } = await send(
      'insights',
      JSON.stringify({ query: entities, variables: { representations } }),
    );

    expect(status).toBe(200);
    expect(body).toEqual({ data: { _entities: representations.map(() => ({ __typename: 'Tender' })) } });
  });

  test('is coded when it is no JSON', async () => {
    const { status, body } = await send('tenders', '{"query":');

    expect([status, body]).toEqual([
      400,
      {
        errors: [
          {
            message: 'The request body is not valid JSON.',
            extensions: { code: 'BAD_REQUEST', requestId: 'client-12345678' },
          },
        ],
      },
    ]);
  });
});

describe('the gateway in front of doors', () => {
  const query = '{ me { team { slug } } entries { edges { node { notes } } } }';

  test('carries nothing that a client says about itself', async () => {
    const token = await sign('workspace');
    const { text: told } = await postGraphql(
      gatewayUrl,
      { query },
      {
        [internalTokenHeader]: token,
        'x-internal-actor': claim,
        'X-Hub-Actor': claim,
        'x-request-id': 'client-12345678',
      },
    );
    const { text: untold } = await postGraphql(gatewayUrl, { query }, { 'x-request-id': 'client-12345678' });
    expect(told).toBe(untold);
    expect(told).toContain('"code":"UNAUTHENTICATED"');
    expect(told).not.toContain(world.own.team.slug);
  });
});
