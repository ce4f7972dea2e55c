import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { passwordVariable } from '@hub/runtime/service';
import { startStaleTagRelay } from '@hub/runtime/staleness';
import { createLogger, createOutages } from '@hub/runtime/telemetry';
import { testRolePasswords } from '../kit/database.js';
import { ownMongodb, ownRedis, testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { until } from '../kit/until.js';
import { feedInto } from '../tenders/import-kit.js';
import { openDistributed } from './gateways.js';
import { importCommand, runWorker, startPublisher } from './processes.js';

const redisUrl = await ownRedis();
if (redisUrl === null) throw new Error('These tests need a Redis. Run them through `npm test`, which starts one.');
const mongodb = ownMongodb();
const fieldKey = randomBytes(32).toString('base64');
const settings = { FIELD_ENCRYPTION_KEY: fieldKey, SOURCE_HOSTS_ALLOWED: '127.0.0.1' };
const folder = mkdtempSync(join(tmpdir(), 'hub-freshness-'));
const open = '2089-03-31T11:00:00.000Z';
const closed = '2020-03-31T11:00:00.000Z';
// The portal writes the time of its own zone and says that it is UTC.
const portalTime = (instant: string) => instant.replace('T11', 'T13');

let hub: TestHub;
let far: Awaited<ReturnType<typeof openDistributed>>;
let publisher: Awaited<ReturnType<typeof startPublisher>>;
let acme: TestTeam;
let clerk: TestUser;
let number = 0;
let ocid: string;

beforeAll(async () => {
  hub = await testHub({ stores: { redis: redisUrl, mongodb }, env: settings });
  far = await openDistributed(hub, redisUrl);
  publisher = await startPublisher();
  acme = await hub.team();
  clerk = await acme.user({ role: 'admin' });
});
afterAll(async () => {
  publisher.close();
  await far.close();
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  number += 1;
  ocid = `ocds-9t57fa-${number}`;
  await feedInto(hub.database, [release('2026-03-01', open)]);
});

/** What the publisher says of the tender on a day; each has a buyer of its own. */
function release(day: string, endsAt: string, written = portalTime) {
  return {
    ocid,
    id: `${ocid}-${day}`,
    date: `${day}T00:00:00Z`,
    tag: ['tender'],
    initiationType: 'tender',
    tender: {
      id: String(number),
      title: `RFQ ${number}`,
      status: 'active',
      tenderPeriod: { endDate: written(endsAt) },
    },
    buyer: { id: String(number), name: `Board ${number}` },
  };
}
/** The same, and a second tender of the buyer. */
const changed = () => [
  release('2026-03-02', closed),
  { ...release('2026-03-02', closed), ocid: `${ocid}-b`, id: `${ocid}-b` },
];
const packageOf = (releases: readonly unknown[]) => ({
  version: '1.1',
  publishedDate: '2026-03-03T00:00:00Z',
  releases,
});

type Ask = (query: string, options: { variables: Record<string, unknown>; as?: TestUser }) => Promise<unknown>;
const modes: readonly (readonly [mode: string, ask: Ask])[] = [
  ['one process', async (query, options) => (await hub.ask(query, options)).data],
  ['processes of their own', (query, options) => far.one.ask(query, options)],
];

const privateQuery = 'query ($id: ID!) { tender(id: $id) { closingAt status } }';
const publicQuery = 'query ($id: ID!) { buyer(id: $id) { tenderCount } }';

/** Reads the tender, whose answer is private, and its buyer, whose answer all members share; twice, so that they are kept. */
async function reader(ask: Ask) {
  const [row] = await hub.database.sql<{ id: string; buyer_id: string }>(
    'select id, buyer_id from tenders.tender where ocid = $1',
    [ocid],
  );
  const tender = { id: encodeId('Tender', row?.id ?? '') };
  const buyer = { id: encodeId('Buyer', row?.buyer_id ?? '') };
  const read = async () => ({
    ...Object(await ask(privateQuery, { variables: tender, as: clerk })),
    ...Object(await ask(publicQuery, { variables: buyer, as: clerk })),
  });
  await read();
  expect(await read()).toMatchObject({ tender: { closingAt: open, status: 'OPEN' }, buyer: { tenderCount: 1 } });
  return read;
}
const isNew = { tender: { closingAt: closed, status: 'CLOSED' }, buyer: { tenderCount: 2 } };

/** Goes on reading while others work, so that some answer is always kept. */
async function whileReading(read: () => Promise<unknown>, work: Promise<void>): Promise<void> {
  let isDone = false;
  const done = work.finally(() => (isDone = true));
  // Several times within the life of an answer, and not so often that the others get no processor.
  while (!isDone) await Promise.all([read(), Promise.race([done, pause(300)])]);
  await done;
}

const workerEnv = () => ({
  ...settings,
  MONGODB_URL: mongodb,
  REDIS_URL: redisUrl,
  [passwordVariable('svc_worker')]: testRolePasswords.svc_worker,
});

describe.each(modes)('a changed closing date, read in %s', (_mode, ask) => {
  test('is never shown old once `hub import` has committed it in another process', async () => {
    const read = await reader(ask);
    const target = join(folder, `${number}.json`);
    writeFileSync(target, JSON.stringify(packageOf(changed())));

    await whileReading(read, importCommand(hub, target, redisUrl));

    expect(await read()).toMatchObject(isNew);
  });

  test('is never shown old once a job of the worker has committed it in another process', async () => {
    const read = await reader(ask);
    publisher.body = packageOf(changed());
    const [source] = await hub.database.sql<{ id: string }>(
      `insert into tenders.source (name, title, kind, url, polling, requests_per_hour, settings)
       select $1, $1, 'ocds-api', $2, '{}', 360000, settings from tenders.source where name = 'za-etenders' returning id`,
      [`publisher-${number}`, publisher.url],
    );
    await hub.database.sql(`select app.enqueue_job('tenders:poll-source', $1::jsonb)`, [
      JSON.stringify({ sourceId: source?.id, isForced: true }),
    ]);

    await whileReading(read, runWorker(hub, workerEnv()));

    expect(await read()).toMatchObject(isNew);
  });

  test('is never shown old once a poll that a mutation asked for has committed it in another process', async () => {
    publisher.body = packageOf([release('2026-03-01', open, String)]);
    const added: { result?: { source?: { id: string } } } = Object(
      await ask(
        `mutation ($input: CreateTeamSourceInput!) { result: createTeamSource(input: $input) { ... on CreateTeamSourceSuccess { source { id } } } }`,
        { variables: { input: { kind: 'OCDS', name: `Own ${number}`, url: publisher.url } }, as: clerk },
      ),
    );
    // So that the next poll need not wait for its turn.
    await hub.runJobs();
    await hub.database.sql('update tenders.team_source set paced_until = null, requests_per_hour = 3600');
    const [row] = await hub.database.sql<{ id: string }>('select id from tenders.team_tender where ocid = $1', [ocid]);
    const variables = { id: encodeId('Tender', row?.id ?? '') };
    const read = () => ask('query ($id: ID!) { tender(id: $id) { closingAt status } }', { variables, as: clerk });
    await read();
    expect(await read()).toEqual({ tender: { closingAt: open, status: 'OPEN' } });
    publisher.body = packageOf([release('2026-03-02', closed, String)]);

    await ask(`mutation ($input: PollTeamSourceInput!) { pollTeamSource(input: $input) { __typename } }`, {
      variables: { input: { id: added.result?.source?.id } },
      as: clerk,
    });
    await whileReading(read, runWorker(hub, workerEnv()));

    expect(await read()).toEqual({ tender: { closingAt: closed, status: 'CLOSED' } });
  });
});

test('a change by a member is seen at once through another gateway', async () => {
  const team = await hub.team();
  const [ann, bob] = [await team.user(), await team.user()];
  const [row] = await hub.database.sql<{ id: string }>('select id from tenders.tender where ocid = $1', [ocid]);
  const entries = '{ entries(first: 5) { edges { node { tender { title } } } } }';
  await far.other.ask(entries, { as: bob });
  const told: unknown[] = [];
  const stop = far.other.cache.onForgotten((what) => told.push(what));

  await far.one.ask(`mutation ($input: TrackTenderInput!) { trackTender(input: $input) { __typename } }`, {
    variables: { input: { tenderId: encodeId('Tender', row?.id ?? '') } },
    as: ann,
  });

  await until(() => told.length > 0);
  stop();
  expect(JSON.stringify(await far.other.ask(entries, { as: bob }))).toContain(`RFQ ${number}`);
});

test('a transaction that is rolled back invalidates nothing', async () => {
  const told: unknown[] = [];
  const stop = far.one.cache.onForgotten((what) => told.push(what));
  const { database } = hub.hub.subgraphs.tenders.stores;
  const refusal = database.as(clerk.actor).write(() => Promise.reject(new Error('no')));

  await expect(refusal).rejects.toThrow('no');
  // Whatever was told before this is heard before it.
  await database.as(clerk.actor).write(async () => undefined);

  await until(() => told.length > 0);
  stop();
  expect(told).toEqual([{ keys: [], tags: [`v1:${acme.id}:tag:writes`] }]);
});

test('a commit of which nobody told the caches is told by the worker, and its row is deleted', async () => {
  const read = await reader((query, options) => far.one.ask(query, options));
  const target = join(folder, `${number}-untold.json`);
  writeFileSync(target, JSON.stringify(packageOf(changed())));
  await importCommand(hub, target, null);
  expect(await read()).not.toMatchObject(isNew);

  const logger = createLogger({ service: 'test', level: 'silent' });
  const relay = startStaleTagRelay({
    url: hub.database.urlOf('svc_worker'),
    cache: far.other.cache,
    logger,
    database: createOutages({ logger }).of('PostgreSQL'),
    everyMs: 10,
  });

  await until(async () => (await hub.database.sql('select 1 from app.stale_tag')).length === 0);
  await relay.stop();
  expect(await read()).toMatchObject(isNew);
});
