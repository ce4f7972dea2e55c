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

  await forget();

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

  await forget();

  expect(await hub.database.sql('select key from app.idempotency')).toEqual([{ key: 'new' }, { key: 'new' }]);
});

test('what has been in the bin of a team for 90 days is deleted for good, with what belongs to it, and nothing sooner', async () => {
  for (const { id } of [await hub.team(), await hub.team()]) {
    await hub.database.sql(
      `insert into workspace.project (team_id, kind, name, status, deleted_at)
       select $1, 'WORK', name, 'IN_PROGRESS', now() - age
       from (values ('old', interval '91 days'), ('new', interval '89 days'), ('kept', null)) t (name, age)`,
      [id],
    );
    await hub.database.sql(
      `insert into workspace.task (team_id, project_id, title, deleted_at)
       select p.team_id, p.id, p.name || ' ' || t.title, now() - t.age from workspace.project p,
         (values ('old', interval '91 days'), ('kept', null)) t (title, age) where p.team_id = $1`,
      [id],
    );
    await hub.database.sql(
      `insert into workspace.activity (team_id, project_id, kind, title, starts_at, time_zone, deleted_at)
       select p.team_id, p.id, 'CALL', t.title, now(), 'Africa/Johannesburg', now() - t.age from workspace.project p,
         (values ('old', interval '91 days'), ('new', interval '89 days')) t (title, age)
       where p.team_id = $1 and p.name = 'kept'`,
      [id],
    );
  }

  await forget();

  const activities = await hub.database.sql('select title from workspace.activity');
  expect(activities.map(({ title }) => title)).toEqual(['new', 'new']);
  const projects = await hub.database.sql('select name from workspace.project order by 1');
  const tasks = await hub.database.sql('select title from workspace.task order by 1');
  expect(projects.map(({ name }) => name)).toEqual(['kept', 'kept', 'new', 'new']);
  expect(tasks.map(({ title }) => title)).toEqual(['kept kept', 'kept kept', 'new kept', 'new kept']);
});

test('the text of a file that no address has had for 30 days is forgotten with its pages, and no other', async () => {
  await hub.database.sql(`
    with file (name, age) as (values ('old', interval '31 days'), ('new', interval '29 days'), ('used', interval '31 days'),
        ('replaced long ago', interval '99 days'), ('replaced', interval '99 days')),
      text as (insert into tenders.document_text (sha256, reader_version, page_count, read_at)
        select sha256(name::bytea), 1, 1, now() - age from file),
      page as (insert into tenders.document_page (sha256, page, text) select sha256(name::bytea), 1, name from file)
    insert into tenders.document_fetch (url_hash, url, source_id, sha256, byte_size, fetched_at, checked_at, next_fetch_at)
    select sha256('u'), 'https://x.test/used.pdf', id, sha256('used'), 1, now(), now(), now() from tenders.source limit 1`);
  await hub.database.sql(`
    insert into tenders.document_replacement
      (document_fetch_id, sha256_before, sha256_after, byte_size_before, byte_size_after, last_seen_at, replaced_at)
    select f.id, sha256(name::bytea), sha256('used'), 1, 1, now() - age, now() - age
    from tenders.document_fetch f, (values ('replaced long ago', interval '31 days'), ('replaced', interval '29 days')) r (name, age)
    where f.url_hash = sha256('u')`);

  await forget('document-texts');

  const pages = await hub.database.sql('select text from tenders.document_page order by 1');
  expect(pages.map(({ text }) => text)).toEqual(['new', 'replaced', 'used']);
});

async function forget(what = 'old-rows'): Promise<void> {
  await hub.database.sql(`select graphile_worker.add_job($1)`, [`tenders:forget-${what}`]);
  await hub.runJobs();
}

test('sessions are forgotten 30 days after they would have ended, whichever team they are of', async () => {
  for (const team of [await hub.team(), await hub.team()]) {
    const { actor } = await team.user();
    await hub.database.sql(
      `insert into identity.session (team_id, account_id, refresh_hash, user_agent, expires_at, revoked_at)
       select $1, $2, sha256('x'), program, now() - age, now() - age
       from (values ('old', interval '31 days'), ('new', interval '29 days')) t (program, age)`,
      [team.id, actor.accountId],
    );
  }

  await forget();

  expect(await hub.database.sql('select user_agent from identity.session where user_agent is not null')).toEqual([
    { user_agent: 'new' },
    { user_agent: 'new' },
  ]);
});

test('exports are forgotten 30 days after their file is gone, and those under way never', async () => {
  for (const { id } of [await hub.team(), await hub.team()]) {
    await hub.database.sql(
      `insert into tenders.export (team_id, format, status, rows_max, file_name, requested_at, finished_at, expires_at)
       select $1, 'CSV', status, 1, file, now() - interval '90 days', now() - age, now() - age
       from (values ('FAILED', 'old', interval '31 days'), ('CANCELLED', 'new', interval '29 days'),
         ('RUNNING', 'running', interval '90 days')) t (status, file, age)`,
      [id],
    );
  }

  await forget();

  expect(await hub.database.sql('select file_name from tenders.export order by file_name')).toEqual([
    { file_name: 'new' },
    { file_name: 'new' },
    { file_name: 'running' },
    { file_name: 'running' },
  ]);
});

test('imports are forgotten after 90 days, but not the last of a source, nor one that has not ended', async () => {
  const [source] = await hub.database.sql<{ id: string }>('select id from tenders.source order by name limit 1');
  await hub.database.sql(
    `insert into tenders.source_run (source_id, target, status, started_at, finished_at)
     select case when has_source then $1::uuid end, target, 'SUCCEEDED', now() - age, case when has_ended then now() - age end
     from (values ('older', true, true, interval '100 days'), ('last', true, true, interval '95 days'),
       ('of many', false, true, interval '91 days'), ('running', false, false, interval '91 days'),
       ('recent', false, true, interval '89 days')) t (target, has_source, has_ended, age)`,
    [source?.id],
  );

  await forget();

  expect(await hub.database.sql('select target from tenders.source_run order by started_at')).toEqual([
    { target: 'last' },
    { target: 'running' },
    { target: 'recent' },
  ]);
});

test('counts of searches are forgotten after 90 days', async () => {
  const team = await hub.team();
  await hub.database.sql(
    `insert into tenders.search_usage (team_id, day, searches)
     select $1, current_date - age, age from unnest(array[91, 90]) as age`,
    [team.id],
  );

  await forget();

  expect(await hub.database.sql('select searches from tenders.search_usage')).toEqual([{ searches: 90 }]);
});

test('a table that cannot be cleared keeps none of the others from being cleared, and the job fails', async () => {
  const team = await hub.team();
  await hub.database.sql('alter function app.forget_write_receipts(integer) rename to gone');
  await hub.database.sql(
    `insert into tenders.search_usage (team_id, day, searches) values ($1, current_date - 91, 1)`,
    [team.id],
  );

  await hub.database.sql(`select graphile_worker.add_job('tenders:forget-old-rows')`);
  const ran = await hub.runJobs();
  await hub.database.sql('alter function app.gone(integer) rename to forget_write_receipts');

  expect(ran).toEqual([]);
  expect(await hub.database.sql('select 1 from tenders.search_usage where team_id = $1', [team.id])).toEqual([]);
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
