import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { openDatabase } from '@hub/runtime/database';
import { testDatabase } from '../kit/database.js';
import { until } from '../kit/until.js';

test('a connection that has lived for as long as it may is replaced, though it was never idle for long', async () => {
  const server = await testDatabase();
  const database = openDatabase({
    role: 'svc_tenders',
    url: server.urlOf('svc_tenders'),
    poolSizeMax: 1,
    connectTimeoutMs: 10_000,
    lifetimeSeconds: 1,
  });
  const backend = () =>
    database
      .as({ kind: 'anonymous' })
      .readPublic((db) => db.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`);
  const [first] = await backend();

  await until(async () => (await backend())[0]?.pid !== first?.pid);

  await until(async () => {
    const rows = await server.sql('select 1 from pg_stat_activity where pid = $1', [first?.pid]);
    return rows.length === 0;
  });
  expect(database.poolUse().total).toBe(1);
  await database.close();
  await server.drop();
});

test('every pool of the running product lets its connections live for a quarter of an hour', () => {
  const cwd = fileURLToPath(new URL('../../infra/runtime/src/database/', import.meta.url));
  const files = new Map(globSync('**/*.ts', { cwd }).map((name) => [name, readFileSync(`${cwd}/${name}`, 'utf8')]));

  // The tenant pool is given its settings by who opens it.
  const opening = [...files].filter(([, text]) => /new pg\.Pool\(\{(?! \.\.\.config)/u.test(text));

  expect(opening.map(([name]) => name).toSorted()).toEqual([
    'open-database.ts',
    'open-worker-pool.ts',
    'writes/write-outcomes.ts',
  ]);
  for (const [, text] of opening) expect(text).toContain('maxLifetimeSeconds: lifetimeSecondsMax');
  expect(files.get('connections/lifetime.ts')).toContain('lifetimeSecondsMax = 900;');
});

test('a transaction lives as long as its opener allows', async () => {
  const server = await testDatabase();
  const openFor = (transactionMaxMs: number) =>
    openDatabase({
      role: 'svc_identity',
      url: server.urlOf('svc_identity'),
      poolSizeMax: 1,
      connectTimeoutMs: 10_000,
      transactionMaxMs,
    });
  const [short, long] = [openFor(100), openFor(60_000)];
  const holdFor = (database: typeof short) =>
    database
      .as({ kind: 'system', name: 'test', teamId: null })
      .write((tx) => tx.$queryRaw<{ done: number }[]>`select 1 as done from pg_sleep(0.3)`);

  await expect(holdFor(short)).rejects.toThrow();

  await expect(holdFor(long)).resolves.toEqual([{ done: 1 }]);
  await Promise.all([short.close(), long.close()]);
  await server.drop();
});
