import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openDatabase, type HubDatabase, type TeamTransaction } from '@hub/runtime/database';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { addTender } from '../kit/tender-rows.js';
import { addTeam } from '../kit/team-rows.js';

let arranging: TestDatabase;
let database: HubDatabase;
let holder: pg.Client;
let teamId: string;

beforeAll(async () => {
  arranging = await testDatabase();
  await arranging.sql(`do $$ begin
    execute format('alter role svc_workspace in database %I set lock_timeout = 50', current_database());
  end $$`);
  database = openDatabase({
    role: 'svc_workspace',
    url: arranging.urlOf('svc_workspace'),
    poolSizeMax: 2,
    connectTimeoutMs: 10_000,
  });
  holder = new pg.Client({ connectionString: arranging.url });
  await holder.connect();
});
afterAll(async () => {
  await holder.end();
  await database.close();
  await arranging.drop();
});
beforeEach(async () => {
  teamId = randomUUID();
  await addTeam(arranging.sql, { id: teamId, slug: `team-${teamId}` });
});

const asTeam = () => database.as({ kind: 'system', name: 'test', teamId });
const lock = (tx: TeamTransaction) =>
  tx.$queryRaw`select 1 as locked from (select pg_advisory_xact_lock(4243)) as lock`;

test('a write that waited for a lock in vain is made again, and only once in the end', async () => {
  const tenderId = (await addTender(arranging)).row;
  await holder.query('select pg_advisory_lock(4243)');
  let tries = 0;

  await asTeam().write(async (tx) => {
    tries += 1;
    await tx.entry.createMany({ data: [{ teamId, tenderId, notes: `try ${tries}` }] });
    if (tries === 2) await holder.query('select pg_advisory_unlock(4243)');
    await lock(tx);
  });

  const rows = await arranging.sql('select notes from workspace.entry where team_id = $1', [teamId]);
  expect(rows).toEqual([{ notes: 'try 2' }]);
});

test('a write that meets another on a row is made again when the other is done', async () => {
  const tenderId = (await addTender(arranging)).row;
  await arranging.sql(`insert into workspace.entry (team_id, tender_id, notes) values ($1, $2, 'old')`, [
    teamId,
    tenderId,
  ]);
  await holder.query('begin');
  await holder.query(`update workspace.entry set notes = 'other' where team_id = $1`, [teamId]);
  let tries = 0;

  await asTeam().write(async (tx) => {
    tries += 1;
    if (tries === 2) await holder.query('commit');
    await tx.entry.updateMany({ where: { tenderId, notes: 'other' }, data: { notes: 'mine' } });
    await tx.entry.updateMany({ where: { tenderId, notes: 'old' }, data: { notes: 'lost update' } });
  });

  const rows = await arranging.sql('select notes from workspace.entry where team_id = $1', [teamId]);
  expect(rows).toEqual([{ notes: 'mine' }]);
});

test('a write that never gets its lock says that the service is busy, and changes nothing', async () => {
  const tenderId = (await addTender(arranging)).row;
  await holder.query('select pg_advisory_lock(4243)');

  const writing = asTeam().write(async (tx) => {
    await tx.entry.createMany({ data: [{ teamId, tenderId }] });
    await lock(tx);
  });

  await expect(writing).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 1 });
  await holder.query('select pg_advisory_unlock(4243)');
  expect(await arranging.sql('select 1 from workspace.entry where team_id = $1', [teamId])).toEqual([]);
});
