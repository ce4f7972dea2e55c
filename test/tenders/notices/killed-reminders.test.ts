import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serviceRoles } from '@hub/prisma/roles';
import { passwordVariable } from '@hub/runtime/service';
import pg from 'pg';
import { testRolePasswords } from '../../kit/database.js';
import { ownMongodb, testHub, type TestHub } from '../../kit/hub.js';
import { addTender } from '../../kit/tender-rows.js';
import { until } from '../../kit/until.js';
import { toldTo, track } from './notices-kit.js';

/** The morning on which the team is to be reminded of a task, of a closing date and of a briefing. */
const morning = '2026-05-19T06:00:00Z';

let hub: TestHub;
let gate: pg.Client;
const workers: ChildProcess[] = [];
beforeAll(async () => {
  hub = await testHub({ now: () => new Date(morning), stores: { redis: null } });
  gate = new pg.Client({ connectionString: hub.database.url });
  await gate.connect();
  // Telling people waits as long as the test holds this lock: a worker is killed there, with its transaction open.
  await hub.database.sql(`create function public.wait_at_gate() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock_shared(7); return new; end $$`);
  await hub.database.sql(`create trigger wait_at_gate after insert on identity.notification for each row
    execute function public.wait_at_gate()`);
});
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await gate.end();
  await hub.close();
});

/** A worker in a process of its own, on that morning. */
async function startWorker(): Promise<ChildProcess> {
  const fixture = fileURLToPath(new URL('./fixtures/worker.fixture.ts', import.meta.url));
  const { NODE_OPTIONS: _unused, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', fixture, hub.database.urlOf('svc_worker'), morning], {
    env: {
      ...env,
      ...Object.fromEntries(serviceRoles.map((role) => [passwordVariable(role), testRolePasswords[role]])),
      DATABASE_URL: hub.database.url,
      MONGODB_URL: ownMongodb(),
      REDIS_URL: '',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  workers.push(child);
  await Promise.race([once(child, 'message'), once(child, 'exit')]);
  return child;
}

const queued = () =>
  hub.database.sql(`select 1 from graphile_worker.jobs where task_identifier = 'tenders:remind-team'`);
const isAtGate = async () =>
  (
    await gate.query(`select 1 from pg_locks where locktype = 'advisory' and objid = 7 and not granted
    and database = (select oid from pg_database where datname = current_database())`)
  ).rowCount !== 0;

test('reminders of a task, a closing date and a briefing are told once each while their workers are killed', async () => {
  const acme = await hub.team();
  const clerk = await acme.user();
  await hub.database.sql(`update identity.team set time_zone = 'Africa/Johannesburg' where id = $1`, [acme.id]);
  await hub.database.sql(
    `with p as (insert into workspace.project (team_id, kind, name, status) values ($1, 'WORK', 'Dam', 'IN_PROGRESS') returning id)
     insert into workspace.task (team_id, project_id, title, due_on, assignee_membership_id)
     select $1, id, 'Price it', '2026-05-20', $2 from p`,
    [acme.id, clerk.actor.membershipId],
  );
  const tender = await addTender(hub.database, { title: 'Pumps', closingAt: '2026-05-26T09:00:00Z' });
  await track(hub, { by: clerk, tenderRow: tender.row });
  await hub.database.sql(
    `update tenders.source set settings = settings || '{"timeZone": "Africa/Johannesburg"}'::jsonb`,
  );
  await hub.database.sql(
    `insert into tenders.briefing_session (tender_id, key, held_at, is_compulsory) values ($1, 'b', '2026-05-20T08:00:00Z', true)`,
    [tender.row],
  );

  await gate.query('select pg_advisory_lock(7)');
  await hub.hub.subgraphs.tenders.stores.database
    .as({ kind: 'system', name: 'test', teamId: null })
    .write((tx) => tx.$queryRaw`select tenders.queue_reminders(${new Date(morning)}::timestamptz)`);
  for (let kills = 0; kills < 3; kills += 1) {
    const worker = await startWorker();
    await until(isAtGate);
    worker.kill('SIGKILL');
    if (worker.signalCode === null) await once(worker, 'exit');
    await until(async () => !(await isAtGate()));
  }
  const whileKilled = await toldTo(hub, clerk);
  await gate.query('select pg_advisory_unlock(7)');
  await startWorker();
  await until(async () => (await queued()).length === 0);

  expect(whileKilled).toEqual([]);
  expect((await toldTo(hub, clerk)).map(({ type }) => type).toSorted()).toEqual([
    'TASK_DUE',
    'TENDER_BRIEFING',
    'TENDER_CLOSING',
  ]);
});
