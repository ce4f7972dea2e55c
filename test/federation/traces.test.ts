import { createAuthenticator } from '@hub/gateway/authenticate';
import { developmentSettings } from '@hub/gateway/config';
import { createGateway, type Gateway } from '@hub/gateway/server';
import { localKeys, subgraphNames } from '@hub/runtime/auth';
import { createLogger, startTracing } from '@hub/runtime/telemetry';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { serveSubgraphs, type ServedSubgraphs } from '../kit/subgraph-servers.js';
import { supergraphSdl } from '../kit/supergraph.js';
import { addTender } from '../kit/tender-rows.js';
import { traceCollector, treeOf, type CollectedSpan, type TraceCollector } from '../kit/trace-collector.js';
import { until } from '../kit/until.js';

const clientSpan = 'b7ad6b7169203331';
const notes = "only Acme's people may read this";

let collector: TraceCollector;
let tracing: Awaited<ReturnType<typeof startTracing>>;
let hub: TestHub;
let acme: TestTeam;
let clerk: TestUser;
let doors: ServedSubgraphs;
let distributed: Gateway;

beforeAll(async () => {
  collector = await traceCollector();
  const logger = createLogger({ service: 'test', level: 'silent' });
  tracing = await startTracing({ service: 'hub', endpoint: collector.url, logger });
  hub = await testHub({ stores: { redis: null } });
  acme = await hub.team({ name: 'Acme Civils' });
  doors = await serveSubgraphs(hub);
  distributed = await createGateway({
    supergraphSdl: supergraphSdl(),
    subgraphUrls: Object.fromEntries(subgraphNames.map((name) => [name, `${doors.served[name].url}/graphql`])),
    settings: {
      ...developmentSettings,
      secrets: Object.fromEntries(subgraphNames.map((name) => [name, doors.served[name].secret])),
    },
    authenticate: createAuthenticator(localKeys(hub.hub.subgraphs.identity.subgraph.publicKeys ?? { keys: [] })),
  });
  await distributed.fastify.ready();
});
afterAll(async () => {
  await distributed.stop();
  await doors.close();
  await hub.close();
  await tracing.shutdown();
  await collector.close();
});

// A session that no gateway has heard of.
beforeEach(async () => {
  clerk = await acme.user();
});

const newTraceId = (): string => crypto.randomUUID().replaceAll('-', '');

async function send(gateway: Gateway, query: string, { traceparent = '', variables = {} } = {}) {
  const response = await gateway.fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-cache',
      authorization: `Bearer ${clerk.accessToken}`,
      ...(traceparent !== '' && { traceparent }),
    },
    payload: JSON.stringify({ query, variables }),
  });
  return { headers: response.headers, body: response.json<Record<string, unknown>>() };
}

/** The tree under the client's span, once it has as many lines as it should have. */
async function treeLike(traceId: string, expected: readonly string[]): Promise<string[]> {
  const tree = (): string[] => treeOf(collector.spans, traceId, clientSpan);
  await until(() => tree().length >= expected.length).catch(() => undefined);
  return tree();
}

function spanNamed(traceId: string, name: string): CollectedSpan | undefined {
  return collector.spans.find((span) => span.traceId === traceId && span.name === name);
}

/** Of a name of its own, so that it is planned each time. */
const readNamed = (name: string): string => `query Mine_${name} { entries(first: 1) { edges { node { id } } } }`;
const trackNamed = (name: string): string =>
  `mutation Track_${name}($input: TrackTenderInput!) { trackTender(input: $input) { __typename } }`;

/** How identity says whether a session is still open. */
type SessionCheck = { readonly local: readonly string[]; readonly remote: readonly string[] };

/** Siblings in the order of their names. */
const treeOfOperation = ({ local, remote }: SessionCheck, operation: readonly string[]): string[] => [
  'POST /graphql',
  ...local,
  '  gateway.request',
  '    gateway.execute',
  '      gateway.fetch',
  '        subgraph workspace',
  ...operation.map((line) => `          ${line}`),
  '      gateway.postprocessing',
  '    gateway.plan',
  '    gateway.validate',
  ...remote,
];

const gateways = [
  ['in one process', () => hub.gateway, { local: ['  SELECT'], remote: [] }],
  ['in a distributed installation', () => distributed, { local: [], remote: ['  subgraph identity', '    SELECT'] }],
] as const;

describe.each(gateways)('%s', (_name, gateway, session) => {
  test('one request is one tree under the span of the client: gateway, subgraph, root field, statement', async () => {
    const traceId = newTraceId();
    const expected = treeOfOperation(session, ['Query.entries', '  SELECT']);

    const answer = await send(gateway(), readNamed(traceId), { traceparent: `00-${traceId}-${clientSpan}-01` });

    expect(await treeLike(traceId, expected)).toEqual(expected);
    expect(answer.body).toHaveProperty('data.entries.edges');
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('trace'))).toEqual([]);
  });

  test('a write shows each statement of its transaction, its event among them, and no value of any', async () => {
    const traceId = newTraceId();
    const statements = ['BEGIN', 'COMMIT', 'INSERT', 'SELECT', 'SELECT', 'SELECT'].map((name) => `  ${name}`);
    const expected = treeOfOperation(session, ['Mutation.trackTender', ...statements]);
    const tender = await addTender(hub.database);

    const { body } = await send(gateway(), trackNamed(traceId), {
      traceparent: `00-${traceId}-${clientSpan}-01`,
      variables: { input: { tenderId: tender.id, notes } },
    });

    expect(body).toMatchObject({ data: { trackTender: { __typename: 'TrackTenderSuccess' } } });
    expect(await treeLike(traceId, expected)).toEqual(expected);
    expect(spanNamed(traceId, 'INSERT')?.attributes).toEqual({
      'db.system.name': 'postgresql',
      'db.operation.name': 'INSERT',
      'db.query.text': expect.stringMatching(/^INSERT INTO "workspace"."entry" \(.*\) VALUES \(\$1,\$2/u),
    });
    expect(spanNamed(traceId, 'POST /graphql')?.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'graphql.operation.type': 'mutation',
      'graphql.operation.name': `Track_${traceId}`,
      'hub.outcome': 'OK',
    });
    const everything = collector.texts.join();
    for (const secret of [notes, tender.row, clerk.actor.teamId, clerk.actor.accountId, clerk.accessToken])
      expect(everything).not.toContain(secret);
  });

  test('a job is a trace of its own that points to the request that queued it', async () => {
    const traceId = newTraceId();
    const tender = await addTender(hub.database);
    const variables = { input: { tenderId: tender.id } };
    await send(gateway(), trackNamed(traceId), { traceparent: `00-${traceId}-${clientSpan}-01`, variables });

    await hub.runJobs();
    const jobs = (): CollectedSpan[] => collector.spans.filter(({ links }) => links.includes(traceId));
    await until(() => jobs().length > 0);

    const [job] = jobs();
    expect(jobs().map(({ name, service }) => [name, service])).toEqual([['job insights:score-tender', 'hub']]);
    expect(job?.traceId).not.toBe(traceId);
    expect(treeOf(collector.spans, job?.traceId ?? '', undefined).slice(0, 2)).toEqual([
      'job insights:score-tender',
      '  BEGIN',
    ]);
  });

  test.each([
    ['wants no trace', 'of', '00'],
    ['sends what is no trace', '00000000000000000000000000000000', '01'],
  ])('of a client that %s nothing comes below its span', async (_case, id, flags) => {
    const [traceId, sentinel] = [newTraceId(), newTraceId()];
    const sent = id === 'of' ? traceId : id;

    const answer = await send(gateway(), readNamed(traceId), { traceparent: `00-${sent}-${clientSpan}-${flags}` });
    await send(gateway(), readNamed(sentinel), { traceparent: `00-${sentinel}-${clientSpan}-01` });
    await until(() => spanNamed(sentinel, 'POST /graphql') !== undefined);

    expect(answer.body).toHaveProperty('data.entries.edges');
    expect(collector.spans.filter((span) => span.traceId === sent)).toEqual([]);
  });
});
