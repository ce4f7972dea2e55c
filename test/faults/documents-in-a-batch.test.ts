import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '@hub/dev/free-port';
import { startStores, type Stores } from '@hub/dev/stores';
import { checkScores, checkSummaries } from '@hub/insights/check-stores';
import mongoose from 'mongoose';
import { z } from 'zod';
import { isRunning } from '../bench/chaos/process-tree.js';
import { testHub, type TestHub } from '../kit/hub.js';
import { addTender } from '../kit/tender-rows.js';
import { until } from '../kit/until.js';
import { behindProxy, type ProxiedStore } from './proxied.js';

// The document store goes in the middle of a batch: when it is back, it holds what Postgres implies, each once. It is cut off, and
// it is killed and started again on its folder.

const root = fileURLToPath(new URL('../..', import.meta.url));
// Durable, unlike the server of the run: what it acknowledged must be there after it was killed.
const profile = 'killed-documents';

const tenderCount = 120;
let stores: Stores;
let mongodb: ProxiedStore;
let hub: TestHub;
let ids: string[];
let port: number;
let direct: mongoose.Connection;

/** A server of this test's own, at the same port each time; the other stores are those of the run. */
const start = (): Promise<Stores> =>
  startStores({ root, profile, env: { ...process.env, MONGODB_URL: undefined, MONGODB_PORT: String(port) } });

beforeAll(async () => {
  port = await freePort();
  stores = await start();
  const url = new URL(stores.mongodb.url);
  url.pathname = `/hub_test_${randomUUID()}`;
  mongodb = await behindProxy(url.href, '?directConnection=true');
  direct = mongoose.createConnection(`${url.href.split('?')[0]}?directConnection=true`);
  hub = await testHub({ stores: { mongodb: mongodb.url } });
  ids = [];
  for (let number = 0; number < tenderCount; number += 1)
    ids.push((await addTender(hub.database, { title: `Construction of bridge ${number}`, province: 'GAUTENG' })).row);
});
afterAll(async () => {
  await hub.close();
  await direct.close();
  await mongodb.proxy.close();
  await stores.stop();
});

const scopeOf = (teamId: string | null) =>
  hub.hub.subgraphs.insights.stores.scopeOf({ actor: { kind: 'system', name: 'test', teamId }, requestId: 'test' });

/** Runs what waits; what failed is tried again at once. */
async function runAgain(): Promise<void> {
  mongodb.proxy.poison(null);
  await until(async () => {
    await hub.database.sql('update graphile_worker._private_jobs set run_at = now() where locked_by is null');
    await hub.runJobs();
    return (await hub.database.sql('select 1 from graphile_worker._private_jobs')).length === 0;
  });
}

/** A new team that tracks every tender. */
async function trackingTeam(): Promise<string> {
  const team = await hub.team();
  await team.user({ role: 'owner' });
  await hub.database.sql('insert into workspace.entry (team_id, tender_id) select $1, unnest($2::uuid[])', [
    team.id,
    ids,
  ]);
  return team.id;
}

const queueSummaries = () =>
  hub.database.sql(
    `select app.enqueue_jobs('insights:summarise-tenders', array[jsonb_build_object('tenderIds', $1::text[])], null)`,
    [ids],
  );
const queueScores = () => hub.database.sql('select insights.queue_rescoring($1::uuid[])', [ids]);

/** Runs what waits until the store gets this text, which it writes and tells nobody; then `happens`, and it cannot be reached. */
async function runUntil(text: string, happens: () => void): Promise<void> {
  const isDown = Promise.withResolvers<undefined>();
  const onCut = (): void => {
    happens();
    mongodb.proxy.poison({ kind: 'down' });
    isDown.resolve(undefined);
  };
  mongodb.proxy.poison({ kind: 'cut_at', text, serverGetsIt: 'at once', clientIsReset: 'answered', onCut });
  await Promise.all([hub.runJobs(), isDown.promise]);
}

const whole = { expected: tenderCount, missing: 0, old: 0, unreferenced: 0 };

test('a batch of summaries and one of scores that were cut off are whole when it is back', async () => {
  const teamId = await trackingTeam();

  await queueSummaries();
  await runUntil(ids[60] ?? '', () => undefined);
  await runAgain();
  await queueScores();
  await runUntil('readiness_scores', () => undefined);
  await runAgain();

  expect(await checkSummaries(scopeOf(null))).toEqual(whole);
  expect(await checkScores(scopeOf(teamId))).toEqual(whole);
});

test('a batch of summaries and one of scores in which the server was killed are whole when it is started again', async () => {
  const teamId = await trackingTeam();
  const collection = (name: string) => direct.collection(name);
  await collection('tender_summaries').deleteMany({});

  // Slow enough to be killed between two of its writes.
  mongodb.proxy.poison({ kind: 'latency', latencyMs: 5 });
  await queueSummaries();
  const running = hub.runJobs();
  await until(async () => (await collection('tender_summaries').countDocuments()) >= 20);
  await killServer();
  await running;
  stores = await start();
  const kept = await collection('tender_summaries').countDocuments();
  await runAgain();
  await queueScores();
  await runUntil('readiness_scores', () => process.kill(pidOfServer(), 'SIGKILL'));
  await until(async () => !isRunning(pidOfServer()));
  stores = await start();
  await runAgain();

  expect(kept).toBeGreaterThanOrEqual(20);
  expect(kept).toBeLessThan(tenderCount);
  expect(await checkSummaries(scopeOf(null))).toEqual(whole);
  expect(await checkScores(scopeOf(teamId))).toEqual(whole);
  expect(await collection('tender_summaries').countDocuments()).toBe(tenderCount);
});

function pidOfServer(): number {
  const text = readFileSync(join(root, '.data', profile, 'mongodb.json'), 'utf8');
  return z.object({ pid: z.number() }).parse(JSON.parse(text)).pid;
}

/** The server is gone at once; one that is started beside what is left of it would share its files. */
async function killServer(): Promise<void> {
  const pid = pidOfServer();
  process.kill(pid, 'SIGKILL');
  await until(async () => !isRunning(pid));
}
