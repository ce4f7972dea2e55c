import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '@hub/runtime/telemetry';
import { openJobs } from '@hub/worker/open-jobs';
import { workerSettingsFrom } from '@hub/worker/worker-config';
import { testHub, ownMongodb, type TestHub } from '../kit/hub.js';
import { storeUrls } from '../kit/stores.js';

// Real processes, each with a database role that is not its own.

const root = fileURLToPath(new URL('../..', import.meta.url));

let kit: TestHub;
beforeAll(async () => {
  kit = await testHub({ stores: { redis: null } });
});
afterAll(() => kit.close());

async function startWith(entry: string, databaseUrl: string): Promise<{ code: unknown; reason: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', entry], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      HUB_ENVIRONMENT: 'production',
      DATABASE_URL: databaseUrl,
      // A machine that runs many tests is slow to connect.
      DATABASE_CONNECT_TIMEOUT_MS: '20000',
      MONGODB_URL: storeUrls().mongodb,
      INTERNAL_SECRET_TENDERS: 's'.repeat(32),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code]: unknown[] = await once(child, 'close');
  const line = output.split('\n').find((text) => text.includes('"service_configuration"')) ?? '{}';
  const { msg = output }: { msg?: string } = JSON.parse(line);
  return { code, reason: msg };
}

describe('a process ends with 78, and serves nothing, when DATABASE_URL signs in', () => {
  test('as the superuser', async () => {
    expect(await startWith('subgraphs/tenders/src/index.ts', kit.database.url)).toEqual({
      code: 78,
      reason: 'DATABASE_URL signs in as a role that row-level security does not bind. Sign in as svc_tenders.',
    });
  });

  test('as another service', async () => {
    expect(await startWith('subgraphs/tenders/src/index.ts', kit.database.urlOf('svc_identity'))).toEqual({
      code: 78,
      reason: 'DATABASE_URL signs in as svc_identity. This process has the role svc_tenders and takes no other.',
    });
  });

  test('as a subgraph, where the worker is started', async () => {
    const { code, reason } = await startWith('infra/worker/src/index.ts', kit.database.urlOf('svc_tenders'));

    expect([code, reason]).toEqual([78, expect.stringMatching(/^DATABASE_URL signs in as /u)]);
  });
});

test('a process ends with 78 when the schema is older than its release', async () => {
  const [newest] = await kit.database.sql<{ name: string }>(
    'delete from app.migration where id = (select max(id) from app.migration) returning name',
  );

  const { code, reason } = await startWith('subgraphs/tenders/src/index.ts', kit.database.urlOf('svc_tenders'));
  await kit.database.sql('insert into app.migration (name, run_on) values ($1, now())', [newest?.name]);

  expect(code).toBe(78);
  expect(reason).toMatch(
    new RegExp(
      `^The database has the schema \\d{4}_\\w+\\. This release needs ${newest?.name}: migrate the database first\\.$`,
      'u',
    ),
  );
});

describe('the worker', () => {
  test('opens every subgraph that has jobs, with its own password alone', async () => {
    const settings = workerSettingsFrom({
      HUB_ENVIRONMENT: 'development',
      DATABASE_URL: kit.database.urlOf('svc_worker'),
      DATABASE_CONNECT_TIMEOUT_MS: '20000',
      MONGODB_URL: ownMongodb(),
    });
    const open = await openJobs(settings, createLogger({ service: 'test', level: 'silent' }));
    const names = (jobs: typeof open.jobs): string[] => jobs.map(({ job }) => job.name).toSorted();

    const actor = { kind: 'system', name: 'test', teamId: null } as const;
    const roles = await Promise.all(
      open.jobs.map(({ scopeOf }) =>
        scopeOf({ actor, requestId: 'test' }).database.readPublic(
          (db) => db.$queryRaw`select current_user::text as role`,
        ),
      ),
    );
    await open.close();

    expect(names(open.jobs)).toEqual(names(kit.hub.jobs));
    // What is no subgraph's own runs beside the jobs of tenders, and reads what functions answer to the worker alone.
    const subgraphOf = ({ name }: { name: string }) =>
      name.replace(/^(?:mail|notifications):/u, 'tenders:').split(':')[0];
    const expected = open.jobs.map(({ job }) => [
      { role: job.isImport === true ? 'svc_importer' : `svc_${subgraphOf(job)}` },
    ]);
    expect(roles).toEqual(expected);
  });
});
