import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { startStaleTagRelay } from '@hub/runtime/staleness';
import { createLogger, createOutages } from '@hub/runtime/telemetry';
import { importReleases } from '@hub/tenders/import-releases';
import pg from 'pg';
import { graphql } from '../kit/client.js';
import type { TestDatabase } from '../kit/database.js';
import { databaseOf, dumpAndRestore, freshCluster, serverPrograms } from '../kit/fresh-cluster.js';
import { ownRedis, testHub, type TestHub } from '../kit/hub.js';
import type { TestUser } from '../kit/people.js';
import { settledEvents } from '../kit/settled-events.js';
import { until } from '../kit/until.js';
import { step } from '../tenders/versions/versions-kit.js';

// Two servers: in the old one transaction ids are far ahead, the fresh one begins anew. Everything goes on where it was.

const redis = await ownRedis();
// What signs cursors is a setting, which no dump holds.
const env = { INTERNAL_SECRET_TENDERS: randomBytes(32).toString('base64url') };
const old = await testHub({ stores: { redis }, env });
const programs = await serverPrograms(old.database);
const testWithServers = programs === null ? test.skip : test;
const folder = mkdtempSync(join(tmpdir(), 'hub-restored-test-'));
const undo: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const one of undo.toReversed()) await one();
  await old.close();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
async function feed(database: TestDatabase, ...releases: readonly unknown[]): Promise<void> {
  files += 1;
  const target = join(folder, `${files}.json`);
  writeFileSync(target, JSON.stringify({ version: '1.1', releases }));
  const pool = new pg.Pool({ connectionString: database.urlOf('svc_importer'), max: 2 });
  await importReleases({ target, pool, source: null, signal: new AbortController().signal });
  await pool.end();
}

const twice = (name: string) => [step(name, 1, { title: 'Pumps' }), step(name, 2, { title: `Pumps of ${name}` })];
const feedQuery = graphql(
  'query ($after: String) { changes(after: $after) { changes { releaseKey } endCursor isCaughtUp } }',
);
const save = graphql(
  'mutation ($input: CreateSavedSearchInput!) { createSavedSearch(input: $input) { ... on CreateSavedSearchSuccess { savedSearch { id } } } }',
);
const run = graphql(`
  mutation ($id: ID!) {
    runSavedSearch(input: { id: $id }) {
      ... on RunSavedSearchSuccess {
        isUpToDate
        savedSearch {
          newCount
        }
      }
    }
  }
`);

const as = (hub: TestHub, { actor }: TestUser) => hub.as(actor, { 'cache-control': 'no-cache' });

async function changesSince(hub: TestHub, who: TestUser, after: string | null) {
  const { changes } = await as(hub, who).data(feedQuery, { after });
  if (changes === null) throw new Error('The feed is null without an error.');
  return { told: changes.changes.map(({ releaseKey }) => releaseKey), cursor: changes.endCursor };
}

const pageQuery = graphql(`
  query ($after: String) {
    tenders(first: 1, after: $after, orderBy: PUBLISHED_AT_ASC) {
      totalCount
      nodes {
        title
      }
      pageInfo {
        endCursor
      }
    }
  }
`);

/** A page of the list of tenders, which caches may answer. */
async function page(hub: TestHub, { actor }: TestUser, after: string | null = null) {
  const { tenders } = await hub.as(actor).data(pageQuery, { after });
  if (tenders === null) throw new Error('The list is null without an error.');
  const { totalCount, nodes, pageInfo } = tenders;
  return { totalCount, titles: nodes.map(({ title }) => title), cursor: pageInfo.endCursor ?? null };
}

/** Tells the caches what commits have made old, as the worker does. */
async function relayed({ hub }: TestHub, database: TestDatabase): Promise<void> {
  const logger = createLogger({ service: 'test', level: 'silent' });
  const relay = startStaleTagRelay({
    url: database.urlOf('svc_worker'),
    cache: hub.shared.cache,
    logger,
    database: createOutages({ logger }).of('PostgreSQL'),
    everyMs: 10,
  });
  await until(async () => (await database.sql('select 1 from app.stale_tag')).length === 0);
  await relay.stop();
}

testWithServers('feeds, cursors, cached pages, saved searches and chains go on without a gap or a repeat', async () => {
  const clerk = await (await old.team()).user();
  await feed(old.database, ...twice('a'));
  await settledEvents(old.database)();
  const before = await changesSince(old, clerk, null);
  const saved = await as(old, clerk).data(save, { input: { name: 'Pumps', search: 'pumps' } });
  if (saved.createSavedSearch === null || !('savedSearch' in saved.createSavedSearch))
    throw new Error('The search was not saved.');
  const { id } = saved.createSavedSearch.savedSearch;
  await feed(old.database, ...twice('b'));
  await settledEvents(old.database)();
  expect(await as(old, clerk).data(run, { id })).toEqual({
    runSavedSearch: { isUpToDate: true, savedSearch: { newCount: 1 } },
  });
  // It has no place yet when the dump is made.
  await feed(old.database, ...twice('c'));
  await relayed(old, old.database);
  const first = await page(old, clerk);
  expect(first.totalCount).toBe(3);

  const cluster = await freshCluster(programs ?? { folder: '', user: 0 });
  undo.push(() => cluster.stop());
  await dumpAndRestore(old.database, cluster.url);
  const database = databaseOf(cluster.url);
  undo.push(() => database.drop());
  const hub = await testHub({ stores: { redis, postgres: () => cluster.url }, env });
  undo.push(() => hub.close());
  await settledEvents(database)();

  // Redis was not restored: it still holds the first page.
  expect(await page(hub, clerk)).toEqual(first);
  const second = await page(hub, clerk, first.cursor);
  const third = await page(hub, clerk, second.cursor);
  expect([first, second, third].flatMap(({ titles }) => titles).toSorted()).toEqual([
    'Pumps of a',
    'Pumps of b',
    'Pumps of c',
  ]);

  const restored = await changesSince(hub, clerk, before.cursor);
  await feed(database, ...twice('d'));
  await settledEvents(database)();
  const later = await changesSince(hub, clerk, restored.cursor);
  await relayed(hub, database);
  expect(await page(hub, clerk)).toMatchObject({ totalCount: 4 });
  expect([before.told, restored.told, later.told]).toEqual([['a-2'], ['b-2', 'c-2'], ['d-2']]);
  expect((await changesSince(hub, clerk, null)).told).toEqual(['a-2', 'b-2', 'c-2', 'd-2']);
  // What was found before the dump is not found again, and what came after it is.
  expect(await as(hub, clerk).data(run, { id })).toEqual({
    runSavedSearch: { isUpToDate: true, savedSearch: { newCount: 3 } },
  });
  const events = await database.sql<{ position: number }>('select position::int from events.event order by position');
  expect(events.map(({ position }) => position)).toEqual(events.map((_event, index) => index + 1));
  expect(
    await database.sql('select v.* from (select distinct team_id from events.event) t, events.verify(t.team_id) v'),
  ).toEqual([]);
});
