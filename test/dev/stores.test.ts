import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import pg from 'pg';
import { until } from '../kit/until.js';

// Really starts the three stores, as the commands do: from another process, which is then killed in several ways.

const script = fileURLToPath(new URL('../../infra/dev/src/stores-up.ts', import.meta.url));
const downScript = fileURLToPath(new URL('../../infra/dev/src/stores-down.ts', import.meta.url));

interface Urls {
  readonly DATABASE_URL: string;
  readonly REDIS_URL: string;
  readonly MONGODB_URL: string;
}

interface StoresUp {
  readonly child: ChildProcess;
  readonly urls: Urls;
  /** All that it printed: the table and the addresses. */
  readonly output: string;
}

let checkoutA: string;
let checkoutB: string;
let state: string;
const children: ChildProcess[] = [];

beforeAll(() => {
  // A folder made this way is closed to everybody else: root's stores then have to keep their data elsewhere.
  checkoutA = mkdtempSync(join(tmpdir(), 'hub-a-'));
  checkoutB = mkdtempSync(join(tmpdir(), 'hub-b-'));
  state = mkdtempSync(join(tmpdir(), 'hub-state-'));
  for (const folder of [checkoutB, state]) chmodSync(folder, 0o755);
});
afterAll(async () => {
  await Promise.all(children.map((child) => end(child, 'SIGTERM')));
  for (const folder of [checkoutA, checkoutB, state]) rmSync(folder, { recursive: true, force: true });
});

async function storesUp(root: string): Promise<StoresUp> {
  const { DATABASE_URL: _d, REDIS_URL: _r, MONGODB_URL: _m, NODE_OPTIONS: _n, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', script, '--root', root, '--profile', 'test'], {
    env: { ...env, HUB_STATE_DIRECTORY: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const addresses = /^\{"DATABASE_URL".*\}$/mu;
  await until(() => addresses.test(output) || child.exitCode !== null);
  if (child.exitCode !== null) throw new Error(`The stores did not start:\n${output}`);
  const urls: Urls = JSON.parse(addresses.exec(output)?.[0] ?? '{}');
  return { child, urls, output };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return gone;
}

async function storesDown(root: string): Promise<string> {
  const { NODE_OPTIONS: _n, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', downScript, '--root', root, '--profile', 'test'], {
    env: { ...env, HUB_STATE_DIRECTORY: state },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await new Promise((resolve) => child.once('close', resolve));
  return output;
}

async function sql(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function redis<T>(url: string, use: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  try {
    await client.connect();
    return await use(client);
  } finally {
    client.disconnect();
  }
}

async function mongo<T>(
  url: string,
  use: (database: mongoose.mongo.Db, client: mongoose.mongo.MongoClient) => Promise<T>,
): Promise<T> {
  const client = new mongoose.mongo.MongoClient(url, { serverSelectionTimeoutMS: 5_000 });
  try {
    await client.connect();
    return await use(client.db(), client);
  } finally {
    await client.close();
  }
}

function portFile(root: string, store: string): { pid: number; dataFolder: string } {
  return JSON.parse(readFileSync(join(root, '.data', 'test', `${store}.json`), 'utf8'));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the stores of two checkouts side by side', () => {
  let a: StoresUp;
  let b: StoresUp;
  let pids: number[];

  test('start, each on its own ports', async () => {
    [a, b] = await Promise.all([storesUp(checkoutA), storesUp(checkoutB)]);

    expect(new Set([...Object.values(a.urls), ...Object.values(b.urls)]).size).toBe(6);
    pids = ['postgres', 'redis', 'mongodb'].map((store) => portFile(checkoutA, store).pid);
  });

  test('have the versions and extensions that the product needs', async () => {
    const [version] = await sql(a.urls.DATABASE_URL, 'show server_version_num');
    const extensions = await sql(
      a.urls.DATABASE_URL,
      `select name from pg_available_extensions where name in ('pg_trgm', 'unaccent', 'pgcrypto', 'btree_gin', 'pg_stat_statements') order by name`,
    );
    const libraries = await sql(a.urls.DATABASE_URL, 'show shared_preload_libraries');

    expect(Number((version as { server_version_num: string }).server_version_num)).toBeGreaterThanOrEqual(150_000);
    expect(extensions).toHaveLength(5);
    expect(libraries).toEqual([{ shared_preload_libraries: 'pg_stat_statements' }]);
  });

  test('take writes, and MongoDB transactions', async () => {
    await sql(a.urls.DATABASE_URL, `create table kept as select 'a' as word`);
    await sql(b.urls.DATABASE_URL, `create table kept as select 'b' as word`);
    await redis(a.urls.REDIS_URL, (client) => client.set('word', 'a'));
    await mongo(a.urls.MONGODB_URL, (database, client) =>
      client.withSession((session) =>
        session.withTransaction(() => database.collection('kept').insertOne({ word: 'a' }, { session })),
      ),
    );

    expect(await sql(b.urls.DATABASE_URL, 'select word from kept')).toEqual([{ word: 'b' }]);
    expect(await redis(b.urls.REDIS_URL, (client) => client.get('word'))).toBeNull();
    expect(await mongo(b.urls.MONGODB_URL, (database) => database.collection('kept').countDocuments())).toBe(0);
  });

  test('keep secrets from other users', () => {
    for (const store of ['postgres', 'redis', 'mongodb']) {
      expect(statSync(join(checkoutB, '.data', 'test', `${store}.json`)).mode & 0o077).toBe(0);
      expect(statSync(portFile(checkoutB, store).dataFolder).mode & 0o077).toBe(0);
    }
    expect(
      a.output
        .split('\n')
        .filter((line) => line.startsWith('│'))
        .join(''),
    ).not.toContain(new URL(a.urls.DATABASE_URL).password);
  });

  test('survive a kill -9 of the process that started them, and the next start finds them', async () => {
    await end(a.child, 'SIGKILL');

    a = await storesUp(checkoutA);

    expect(['postgres', 'redis', 'mongodb'].map((store) => portFile(checkoutA, store).pid)).toEqual(pids);
    expect(await sql(a.urls.DATABASE_URL, 'select word from kept')).toEqual([{ word: 'a' }]);
    expect(a.output.match(/│ running /gu)).toHaveLength(3);
  });

  test('are lent to a second start of the same checkout, which leaves them running when it ends', async () => {
    const second = await storesUp(checkoutA);

    expect(second.urls).toEqual(a.urls);
    expect(await end(second.child, 'SIGINT')).toBe(0);
    expect(pids.map(isAlive)).toEqual([true, true, true]);
  });

  test('start again after a kill -9 of everything, with stale lock files in the way', async () => {
    await end(a.child, 'SIGKILL');
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await until(() => !pids.some(isAlive));

    a = await storesUp(checkoutA);

    expect(await sql(a.urls.DATABASE_URL, 'select word from kept')).toEqual([{ word: 'a' }]);
    expect(await mongo(a.urls.MONGODB_URL, (database) => database.collection('kept').countDocuments())).toBe(1);
  });

  test('end with the process that owns them, and the other checkout goes on', async () => {
    const last = ['postgres', 'redis', 'mongodb'].map((store) => portFile(checkoutA, store).pid);

    expect(await end(a.child, 'SIGTERM')).toBe(0);

    // A process that has ended is listed until init has reaped it.
    await until(() => !last.some(isAlive));
    expect(await sql(b.urls.DATABASE_URL, 'select word from kept')).toEqual([{ word: 'b' }]);
  });

  test('are stopped for a process that was killed, and left alone while their process lives', async () => {
    const pidsOfB = ['postgres', 'redis', 'mongodb'].map((store) => portFile(checkoutB, store).pid);

    expect(await storesDown(checkoutB)).toBe('');
    expect(pidsOfB.map(isAlive)).toEqual([true, true, true]);

    await end(b.child, 'SIGKILL');
    expect(await storesDown(checkoutB)).toBe('Stopped what was left running: postgres, redis, mongodb.\n');
    await until(() => !pidsOfB.some(isAlive));
  });
});
