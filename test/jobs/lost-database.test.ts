import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { behindProxy, type ProxiedStore } from '../faults/proxied.js';
import { storeUrls } from '../kit/stores.js';
import type { Toxic } from '../kit/tcp-proxy.js';
import { until } from '../kit/until.js';
import { figure, gate, jobNamed, openQueue } from './jobs-kit.js';

// A rejection that nobody handles ends a process; jest hears of it here instead.
const unhandled: unknown[] = [];
const note = (error: unknown): void => void unhandled.push(error);
beforeAll(() => void process.on('unhandledRejection', note));
afterAll(() => void process.off('unhandledRejection', note));

let queue: Awaited<ReturnType<typeof openQueue>>;
let postgres: ProxiedStore;
beforeEach(async () => {
  queue = await openQueue();
  postgres = await behindProxy(storeUrls().postgres);
});
afterEach(async () => {
  postgres.proxy.poison(null);
  await queue.close();
  await postgres.proxy.close();
});

// A silent database is known by statements that are not answered.

const workerUrl = (): string => {
  const url = new URL(queue.database.urlOf('svc_worker'));
  url.host = `127.0.0.1:${new URL(postgres.url).port}`;
  return url.toString();
};

const outages: readonly (readonly [string, Toxic])[] = [
  ['refuses and resets connections', { kind: 'down' }],
  ['swallows everything', { kind: 'timeout' }],
  ['resets new connections', { kind: 'reset_peer' }],
];

describe.each(outages)('when the database %s while jobs run', (_name, toxic) => {
  test('the worker says so, comes back by itself, and every job ends', async () => {
    const { opened, open } = gate();
    const started: string[] = [];
    const finished: string[] = [];
    const job = jobNamed('test:wait', async (tag) => {
      started.push(tag);
      await opened;
      finished.push(tag);
      if (tag === 'fails once' && started.filter((other) => other === tag).length === 1) throw new Error('not yet');
    });
    const { worker, metrics } = await queue.work([job], { url: workerUrl() });
    for (const tag of ['plain', 'fails once']) await queue.add('test:wait', tag);
    await queue.add('test:wait', 'in a queue', { queue: 'one' });
    await until(() => started.length === 3);

    postgres.proxy.poison(toxic);
    open();
    await until(() => finished.length === 3);
    await until(() => worker.state() === 'restarting');
    postgres.proxy.poison(null);
    await until(async () => {
      // What failed waits some seconds for its next attempt; the test does not.
      await queue.database.sql(`update graphile_worker._private_jobs set run_at = now() where run_at > now()`);
      return (await queue.jobs()).length === 0;
    });

    await until(() => worker.state() === 'running');
    expect(new Set(finished)).toEqual(new Set(['plain', 'fails once', 'in a queue']));
    expect(await figure(metrics, 'hub_job_runner_up{service="test"}')).toBe(1);
    expect(unhandled).toEqual([]);
  });
});

test('a worker starts without its database, and begins when that is there', async () => {
  postgres.proxy.poison({ kind: 'down' });
  const seen: string[] = [];
  await queue.add('test:note', 'early');

  const { worker, metrics, log } = await queue.work([jobNamed('test:note', (tag) => void seen.push(tag))], {
    url: workerUrl(),
  });
  expect(worker.state()).toBe('restarting');
  expect(await figure(metrics, 'hub_job_runner_up{service="test"}')).toBe(0);
  await until(async () => Number(await figure(metrics, 'hub_job_runner_restarts_total{service="test"}')) >= 3);
  postgres.proxy.poison(null);
  await until(() => seen.length === 1 && worker.state() === 'running');

  // Once for the outage, whatever the number of starts.
  const events = log.map((line) => JSON.parse(line)['event']);
  expect(events).toEqual(['store_away']);
});

test('what ended well and could not be written down is not run again', async () => {
  const { opened, open } = gate();
  const runs: string[] = [];
  const job = jobNamed('test:once', async (tag) => {
    runs.push(tag);
    await opened;
  });
  const { worker } = await queue.work([job], { url: workerUrl() });
  await queue.add('test:once', 'done');
  await until(() => runs.length === 1);

  postgres.proxy.poison({ kind: 'down' });
  open();
  await until(() => worker.state() === 'restarting');
  postgres.proxy.poison(null);
  await until(async () => (await queue.jobs()).length === 0);

  expect(runs).toEqual(['done']);
});

test('a job that was taken and whose runner never heard of it is given back, and the attempt does not count', async () => {
  const runs: string[] = [];
  const { metrics } = await queue.work([jobNamed('test:note', (tag) => void runs.push(tag))], { url: workerUrl() });
  // The server takes the job for the runner, whose id begins like this, and the connection breaks before its answer.
  postgres.proxy.poison({ kind: 'cut_at', text: 'pool-', serverGetsIt: 'at once', clientIsReset: 'answered' });
  await queue.add('test:note', 'lost', { queue: 'one' });
  await until(async () => (await queue.jobs())[0]?.isLocked === true);
  postgres.proxy.poison(null);

  await until(async () => (await queue.jobs()).length === 0);

  expect(runs).toEqual(['lost']);
  expect(await figure(metrics, 'hub_jobs_given_back_total{service="test"}')).toBe(1);
  expect(await figure(metrics, 'hub_job_runner_restarts_total{service="test"}')).toBe(0);
});

test('an error of the queue that nobody caught replaces the runner, any other is not its own', async () => {
  const { worker, metrics } = await queue.work([]);
  const ofQueue = new Error('lost');
  ofQueue.stack = 'Error: lost\n    at listen (/app/node_modules/graphile-worker/dist/main.js:1:1)';

  expect(worker.recover(new Error('of somebody else'))).toBe(false);
  expect(await figure(metrics, 'hub_job_runner_restarts_total{service="test"}')).toBe(0);
  expect(worker.recover(ofQueue)).toBe(true);
  await until(async () => (await figure(metrics, 'hub_job_runner_restarts_total{service="test"}')) === 1);
  await until(() => worker.state() === 'running');
});

test('a worker refuses a role that is not its own, and does not try again', async () => {
  const refused = queue.work([], { url: queue.database.urlOf('svc_tenders') });

  await expect(refused).rejects.toThrow('This process has the role svc_worker and takes no other.');
});
