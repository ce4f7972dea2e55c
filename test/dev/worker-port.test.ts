import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '@hub/dev/free-port';
import { ownMongodb, testHub, type TestHub } from '../kit/hub.js';
import { until } from '../kit/until.js';

// The worker as the process that it is where the product is distributed.

const root = fileURLToPath(new URL('../..', import.meta.url));

let kit: TestHub;
let worker: ChildProcess;
let url: string;
beforeAll(async () => {
  kit = await testHub({ stores: { redis: null } });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  worker = spawn(process.execPath, ['--import', 'tsx', 'infra/worker/src/index.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      HUB_ENVIRONMENT: 'production',
      DATABASE_URL: kit.database.urlOf('svc_worker'),
      DATABASE_CONNECT_TIMEOUT_MS: '20000',
      MONGODB_URL: ownMongodb(),
      // Another process of the machine has it; WORKER_PORT counts.
      OPERATIONS_PORT: '1',
      WORKER_PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
});
afterAll(async () => {
  worker.kill('SIGKILL');
  await kit.close();
});

const get = async (path: string) => {
  const answer = await fetch(`${url}${path}`);
  return { status: answer.status, text: await answer.text() };
};

test('a worker shows that it lives, works, and what it does, and serves nothing else', async () => {
  await until(async () => (await get('/health/ready').catch(() => null))?.status === 200);

  expect(JSON.parse((await get('/health/ready')).text)).toEqual({ status: 'ready', jobs: 'running' });
  expect(await get('/health/live')).toEqual({ status: 200, text: '{"status":"live"}' });
  expect(JSON.parse((await get('/health/databases')).text).stores).toMatchObject({
    postgres: { status: 'up', isRequired: true },
    mongodb: { status: 'up', isRequired: false },
  });
  expect((await get('/graphql')).status).toBe(404);

  await kit.database.sql(
    `select app.enqueue_job('insights:summarise-tenders', '{"tenderIds": []}'::jsonb, p_lane => 'bulk')`,
  );
  await until(async () => (await get('/metrics')).text.includes('insights:summarise-tenders'));
  const { text } = await get('/metrics');
  expect(text).toMatch(/^hub_job_runner_up(?:\{[^}]*\})? 1$/mu);
  expect(text).toMatch(
    /^hub_job_duration_seconds_count\{(?=[^}]*job="insights:summarise-tenders")(?=[^}]*outcome="done")[^}]*\} 1$/mu,
  );
  expect(text).toMatch(/^hub_pool_connections\{[^}]*store="insights"/mu);
});

test('a worker that is told to stop ends', async () => {
  worker.kill('SIGTERM');

  expect(await once(worker, 'exit')).toEqual([0, null]);
});
