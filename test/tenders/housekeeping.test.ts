import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testHub, type TestHub } from '../kit/hub.js';

let hub: TestHub;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub.close());

test('receipts of writes are forgotten after a day, and not before', async () => {
  await hub.database.sql(`
    insert into app.write_receipt (id, is_committed, written_at)
    select gen_random_uuid(), true, now() - interval '25 hours' from generate_series(1, 20001)`);
  await hub.database.sql(`
    insert into app.write_receipt (id, is_committed, written_at)
    values ('00000000-0000-4000-8000-000000000001', true, now() - interval '23 hours')`);

  await hub.database.sql(`select graphile_worker.add_job('tenders:forget-old-writes')`);
  await hub.runJobs();

  const old = await hub.database.sql(`select id from app.write_receipt where written_at < now() - interval '1 hour'`);
  expect(old).toEqual([{ id: '00000000-0000-4000-8000-000000000001' }]);
});

test('idempotency keys are forgotten after two days, and not before, whichever team they are of', async () => {
  for (const { id } of [await hub.team(), await hub.team()]) {
    await hub.database.sql(
      `insert into app.idempotency (team_id, caller, key, operation, input_hash, created_at)
       select $1, 'a', key, 'x', sha256('x'), now() - age
       from (values ('old', interval '49 hours'), ('new', interval '47 hours')) t (key, age)`,
      [id],
    );
  }

  await hub.database.sql(`select graphile_worker.add_job('tenders:forget-old-writes')`);
  await hub.runJobs();

  expect(await hub.database.sql('select key from app.idempotency')).toEqual([{ key: 'new' }, { key: 'new' }]);
});

test('a job makes the tables for events of two months ahead, and does so once', async () => {
  const partitions = () =>
    hub.database.sql<{ made: number }>(
      `select count(*)::int as made from pg_inherits where inhparent = 'events.event'::regclass`,
    );
  await hub.database.sql(`drop table events.event_${monthsAhead(1)}, events.event_${monthsAhead(2)}`);
  const before = await partitions();

  for (let time = 0; time < 2; time += 1) {
    await hub.database.sql(`select graphile_worker.add_job('tenders:make-event-partitions')`);
    await hub.runJobs();
  }

  expect([before, await partitions()]).toEqual([[{ made: 1 }], [{ made: 3 }]]);
});

function monthsAhead(months: number): string {
  const now = new Date();
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months));
  return month.toISOString().slice(0, 7).replace('-', '');
}
