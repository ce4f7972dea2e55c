import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, type HubDatabase } from '@hub/runtime/database';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { until } from '../kit/until.js';

const patienceMs = 300;
const actor = { kind: 'system', name: 'test', teamId: randomUUID() } as const;
let arranging: TestDatabase;
let database: HubDatabase;
beforeAll(async () => {
  arranging = await testDatabase();
  const url = arranging.urlOf('svc_workspace');
  database = openDatabase({ role: 'svc_workspace', url, poolSizeMax: 1, connectTimeoutMs: patienceMs });
  await until(() => database.ping().then(Boolean, () => false));
});
afterAll(async () => {
  await database.close();
  await arranging.drop();
});

const read = () => database.as(actor).read((db) => db.entry.findMany());
const write = () => database.as(actor).write((tx) => tx.entry.findMany());

/** What a long parse, a collection of garbage or a machine with other things to do makes of a process. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test.each([
  ['a read', read],
  ['a write', write],
])(
  'a process that stood still does not take it for an absence of the database: %s that waited for a connection gets it',
  async (_what, ask) => {
    const first = database.as(actor).read((db) => db.$queryRaw`select pg_sleep(0.5)::text as slept`);
    await until(() => Promise.resolve(database.poolUse().idle === 0));
    const waiting = ask();
    await until(() => Promise.resolve(database.poolUse().waiting === 1));

    standStill(4 * patienceMs);
    await nextTurn();

    expect(await Promise.all([first, waiting])).toEqual([[{ slept: '' }], []]);
  },
);
