import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { testHub, type TestHub } from '../../kit/hub.js';
import { until } from '../../kit/until.js';

let hub: TestHub;
beforeAll(async () => {
  hub = await testHub();
  // What a busy server needs a second for, this one needs a moment for.
  await hub.database.sql(`do $$ begin
    execute format('alter role svc_tenders in database %I set lock_timeout = 100', current_database());
  end $$`);
});
afterAll(() => hub.close());

/** Requests that wait for their turn, begun after a moment of the database's clock. */
async function waiting(since: Date): Promise<number> {
  const [row] = await hub.database.sql<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and wait_event = 'advisory' and xact_start > $1`,
    [since],
  );
  return row?.count ?? 0;
}

test('of seven exports requested at once five are queued and two are over the limit, however long they wait for each other', async () => {
  const team = await hub.team({ plan: 'PRO' });
  const clerk = await team.user();
  const holder = new pg.Client({ connectionString: hub.database.url });
  await holder.connect();
  await holder.query('select pg_advisory_lock(hashtextextended($1, 7))', [`export:${team.id}`]);

  const requests = Array.from({ length: 7 }, () =>
    hub.ask('mutation { requestExport(input: { format: CSV }) { __typename } }', { as: clerk }),
  );
  await until(async () => (await waiting(new Date(0))) === 4);
  const { rows } = await holder.query<{ now: Date }>('select clock_timestamp() as now');
  // One has waited in vain when one waits that began later.
  await until(async () => (await waiting(rows[0]?.now ?? new Date())) > 0);
  await holder.end();

  const answers = await Promise.all(requests);
  expect(answers.map(({ data, errors }) => JSON.stringify({ data, errors })).toSorted()).toEqual([
    ...Array.from({ length: 2 }, () => '{"data":{"requestExport":{"__typename":"LimitReached"}},"errors":[]}'),
    ...Array.from({ length: 5 }, () => '{"data":{"requestExport":{"__typename":"RequestExportSuccess"}},"errors":[]}'),
  ]);
});
