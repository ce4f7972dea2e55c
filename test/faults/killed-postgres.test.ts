import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startStores, type Stores } from '@hub/dev/stores';
import { migrate } from '@hub/prisma/migrate';
import { openDatabase, urlOfRole, type HubDatabase } from '@hub/runtime/database';
import { isHubError } from '@hub/runtime/errors';
import pg from 'pg';
import { z } from 'zod';
import { isRunning, signalAll, treeOf } from '../bench/chaos/process-tree.js';
import { testRolePasswords } from '../kit/database.js';
import { until } from '../kit/until.js';
import { addTeam } from '../kit/team-rows.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Durable: a server that may lose what it acknowledged would make every answer a lie.
const profile = 'killed';
const teamId = randomUUID();

let stores: Stores;
let database: HubDatabase;

/** A server of this test's own; the other stores are those of the run. */
const start = (): Promise<Stores> => startStores({ root, profile, env: { ...process.env, DATABASE_URL: undefined } });

beforeAll(async () => {
  stores = await start();
  await migrate({ url: stores.postgres.url, rolePasswords: testRolePasswords, log: () => undefined });
  await addTeam(sql, { id: teamId, slug: `team-${teamId}`, plan: 'PRO' });
  const url = urlOfRole(stores.postgres.url, 'svc_tenders', testRolePasswords.svc_tenders);
  database = openDatabase({ role: 'svc_tenders', url, poolSizeMax: 8 });
});
afterAll(async () => {
  await database.close();
  await stores.stop();
});

type Told = 'made' | 'nothing was changed' | 'unknown';

test('of writes made while the server is killed again and again, each acknowledged one is there and no refused one is', async () => {
  const told = new Map<string, Told>();
  const count = (what: Told) => [...told.values()].filter((each) => each === what).length;
  let isOver = false;
  const writer = async (): Promise<void> => {
    while (!isOver) {
      const mark = randomUUID();
      told.set(mark, await write(mark));
    }
  };

  const writers = Array.from({ length: 16 }, writer);
  try {
    for (let kills = 0; kills < 3; kills += 1) {
      const made = count('made');
      await until(async () => count('made') > made + 300);
      await killServer();
      stores = await start();
    }
  } finally {
    isOver = true;
    await Promise.all(writers);
  }

  const rows = await sql<{ mark: string }>('select name as mark from tenders.saved_search where team_id = $1', [
    teamId,
  ]);
  const kept = new Set(rows.map(({ mark }) => mark));
  const marksTold = (what: Told) => [...told].filter(([, each]) => each === what).map(([mark]) => mark);
  expect(marksTold('made').filter((mark) => !kept.has(mark))).toEqual([]);
  expect(marksTold('nothing was changed').filter((mark) => kept.has(mark))).toEqual([]);
  expect(count('made')).toBeGreaterThan(900);
  expect(count('nothing was changed')).toBeGreaterThan(0);
});

/** One write of the product. Anything but the two codes fails the test. */
async function write(mark: string): Promise<Told> {
  try {
    await database.as({ kind: 'system', name: 'test', teamId }).write(async (tx) => {
      await tx.savedSearch.createMany({ data: [{ teamId, name: mark, filter: {}, matchedAt: new Date() }] });
    });
    return 'made';
  } catch (error) {
    if (isHubError(error, 'OUTCOME_UNKNOWN')) return 'unknown';
    if (!isHubError(error, 'DATABASE_UNAVAILABLE')) throw error;
    // As long as there is no server, each refusal comes at once.
    await pause(20);
    return 'nothing was changed';
  }
}

/** The server and all its processes are gone at once, as after a power cut of theirs alone. */
async function killServer(): Promise<void> {
  const text = readFileSync(join(root, '.data', profile, 'postgres.json'), 'utf8');
  const pids = treeOf(z.object({ pid: z.number() }).parse(JSON.parse(text)).pid);
  signalAll(pids, 'SIGKILL');
  // A server that is started beside what is left of the last one would share its files with it.
  await until(async () => !pids.some(isRunning));
}

async function sql<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: stores.postgres.url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
