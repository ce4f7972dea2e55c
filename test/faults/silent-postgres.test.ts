import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { openDatabase, type HubDatabase } from '@hub/runtime/database';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { storeUrls } from '../kit/stores.js';
import { until } from '../kit/until.js';
import { behindProxy } from './proxied.js';

// A server that says nothing, as one that was stopped does: nothing is refused, nothing is closed.

const postgres = await behindProxy(storeUrls().postgres);
const actor = { kind: 'system', name: 'test', teamId: randomUUID() } as const;
let arranging: TestDatabase;
let database: HubDatabase;

beforeAll(async () => {
  arranging = await testDatabase();
  const url = new URL(arranging.urlOf('svc_workspace'));
  url.host = new URL(postgres.url).host;
  database = openDatabase({ role: 'svc_workspace', url: url.toString(), poolSizeMax: 3, connectTimeoutMs: 1_000 });
});
afterEach(async () => {
  postgres.proxy.poison(null);
  await until(() =>
    database.ping().then(
      () => true,
      () => false,
    ),
  );
});
afterAll(async () => {
  await database.close();
  await postgres.proxy.close();
  await arranging.drop();
});

const read = () => database.as(actor).read((db) => db.entry.findMany());
const write = () => database.as(actor).write((tx) => tx.entry.findMany());
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'answered',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );

/** Fills the pool, and leaves its connections alone until each has been silent for longer than is suspicious. */
async function quietPool(): Promise<void> {
  await Promise.all([read(), read(), read()]);
  await pause(700);
}

describe('a server that falls silent while nothing runs', () => {
  test.each([
    ['a read', read],
    ['a write', write],
  ])('is told from one that works: %s says that the database is away', async (_name, ask) => {
    await quietPool();
    postgres.proxy.poison({ kind: 'timeout' });

    expect(await codeOf(ask())).toBe('DATABASE_UNAVAILABLE');
  });

  test('is found out once for all who wait, and not asked again by those who come after', async () => {
    await quietPool();
    postgres.proxy.poison({ kind: 'timeout' });
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => codeOf(read()))))).toEqual(
      new Set(['DATABASE_UNAVAILABLE']),
    );

    const before = postgres.proxy.accepted;
    for (let n = 0; n < 200; n += 1) expect(await codeOf(read())).toBe('DATABASE_UNAVAILABLE');

    // Connections of the pool that asks itself, twice in a second; not one of those 200.
    expect(postgres.proxy.accepted - before).toBeLessThan(100);
  });

  test('is used again as soon as it answers', async () => {
    await quietPool();
    postgres.proxy.poison({ kind: 'timeout' });
    await codeOf(read());
    postgres.proxy.poison(null);

    await until(async () => (await codeOf(read())) === 'answered');
    expect(await codeOf(write())).toBe('answered');
  });

  test('does not keep a process from ending', async () => {
    const url = new URL(arranging.urlOf('svc_workspace'));
    url.host = new URL(postgres.url).host;
    const other = openDatabase({ role: 'svc_workspace', url: url.toString(), poolSizeMax: 1 });
    await other.ping();
    postgres.proxy.poison({ kind: 'timeout' });
    const pinged = codeOf(other.ping());

    await other.close();

    expect(await pinged).toBe('DATABASE_UNAVAILABLE');
  });
});

describe('a server that is there', () => {
  test('is left to finish a statement that takes long', async () => {
    const slow = await database.as(actor).read((db) => db.$queryRaw`select pg_sleep(2)::text as slept`);

    expect(slow).toEqual([{ slept: '' }]);
    expect(await codeOf(read())).toBe('answered');
  });

  test('is not taken for silent because the connection on which it was asked before has broken in an outage that is over', async () => {
    const slow = () => database.as(actor).read((db) => db.$queryRaw`select pg_sleep(1)::text as slept`);
    await slow();
    postgres.proxy.poison({ kind: 'reset_peer' });
    postgres.proxy.poison(null);
    await until(async () => (await codeOf(read())) === 'answered');

    expect(await codeOf(slow())).toBe('answered');
  });

  test('is not taken for silent because all connections are in use', async () => {
    const slow = Array.from({ length: 3 }, () =>
      database.as(actor).read((db) => db.$queryRaw`select pg_sleep(2)::text as slept`),
    );
    await until(() => Promise.resolve(database.poolUse().idle === 0 && database.poolUse().total === 3));

    expect(await codeOf(read())).toBe('DATABASE_UNAVAILABLE');
    expect(await Promise.all(slow)).toHaveLength(3);
    expect(await codeOf(read())).toBe('answered');
  });
});
