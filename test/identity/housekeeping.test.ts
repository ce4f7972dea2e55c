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

  await hub.database.sql(`select graphile_worker.add_job('identity:forget-write-receipts')`);
  await hub.runJobs();

  const old = await hub.database.sql(`select id from app.write_receipt where written_at < now() - interval '1 hour'`);
  expect(old).toEqual([{ id: '00000000-0000-4000-8000-000000000001' }]);
});
