import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { storeUrls } from '../kit/stores.js';
import { dropValueConstraints, insertRow, tenantTables } from './tenant-tables.js';

// A backup is made by a role of its own, because forced row-level security shows the owner of the tables no row.

let database: TestDatabase;
let tables: string[];
beforeAll(async () => {
  database = await testDatabase();
  await dropValueConstraints(database);
  const all = await tenantTables(database);
  for (const team of [randomUUID(), randomUUID()]) {
    for (const table of all) await database.sql(insertRow(table, team));
  }
  tables = all.map(({ name }) => name);
});
afterAll(() => database.drop());

/** Number of rows of each table, as a role sees it that wants all rows or an error, as pg_dump does. */
async function countsAs(role: string, url = database.url): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: url, options: `-c role=${role} -c row_security=off` });
  await client.connect();
  try {
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from ${table}`);
      counts[table] = rows[0]?.count ?? 0;
    }
    return counts;
  } finally {
    await client.end();
  }
}

const twoOfEach = (): Record<string, number> => Object.fromEntries(tables.map((name) => [name, 2]));

test('hub_backup reads every row of every team, and the owner of the tables none', async () => {
  expect(await countsAs('hub_backup')).toEqual(twoOfEach());
  await expect(countsAs('hub_owner')).rejects.toThrow(/would be affected by row-level security policy/u);
});

test('hub_backup writes nothing', async () => {
  const client = new pg.Client({ connectionString: database.url, options: '-c role=hub_backup' });
  await client.connect();

  await expect(client.query('delete from identity.team')).rejects.toMatchObject({ code: '42501' });
  await expect(client.query('create table public.mine (id integer)')).rejects.toMatchObject({ code: '42501' });
  await client.end();
});

// A dump is made by a program of the server's version or a newer one. Where a machine has none, what a dump reads is
// shown by the first test alone.
if (dumpVersion() >= serverVersion()) {
  test('a dump by hub_backup, restored into an empty database, holds every row and every policy', async () => {
    const dump = execFileSync('pg_dump', ['--role=hub_backup', database.url], { maxBuffer: 256 * 1024 * 1024 });
    const name = `hub_test_${randomBytes(6).toString('hex')}`;
    await database.sql(`create database ${name}`);
    const restored = Object.assign(new URL(database.url), { pathname: `/${name}` }).toString();
    execFileSync('psql', ['--quiet', '--set=ON_ERROR_STOP=1', restored], { input: dump, stdio: 'pipe' });

    expect(await countsAs('hub_backup', restored)).toEqual(twoOfEach());
    await expect(countsAs('hub_owner', restored)).rejects.toThrow(/would be affected by row-level security policy/u);
    await database.sql(`drop database ${name} with (force)`);
  });
} else {
  process.stderr.write(`No dump is made: pg_dump is ${dumpVersion()}, the server ${serverVersion()}.\n`);
}

function dumpVersion(): number {
  const { stdout } = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' });
  return Number(/(\d+)\.\d+/u.exec(stdout ?? '')?.[1] ?? 0);
}

function serverVersion(): number {
  const { stdout } = spawnSync('psql', ['-Atc', 'show server_version_num', storeUrls().postgres], { encoding: 'utf8' });
  return Math.floor(Number(stdout || '9990000') / 10_000);
}
