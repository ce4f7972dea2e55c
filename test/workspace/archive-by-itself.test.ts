import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { workElsewhere } from '../jobs/work-elsewhere.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { storeUrls } from '../kit/stores.js';
import { until } from '../kit/until.js';

const choose = `mutation ($input: UpdateTeamSettingsInput!) { updateTeamSettings(input: $input) { __typename
  ... on UpdateTeamSettingsSuccess { team { settings { archiveAfterDayCount version } } } } }`;
const restore = `mutation ($input: RestoreArchivedProjectInput!) { restoreArchivedProject(input: $input) { __typename } }`;
const archived = `{ projectArchives(orderBy: ARCHIVED_AT_ASC) { nodes { id name taskCount activityCount archivedBy { id } } } }`;

let hub: TestHub;
let clock = new Date();
let acme: TestTeam;
let chief: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => clock, stores: { redis: null } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  clock = new Date('2026-06-01T08:00:00Z');
  acme = await hub.team();
  chief = await acme.user({ role: 'admin' });
});

/** Projects with a task and an activity each, in their status since a day of May. */
async function addProjects(
  row: { name: string; status: string; stage?: string; day: number; isDeleted?: boolean },
  { team = acme.id, count = 1 }: { team?: string; count?: number } = {},
): Promise<void> {
  const { name, status, stage = null, day, isDeleted = false } = row;
  const since = new Date(Date.UTC(2026, 4, day));
  await hub.database.sql(
    `with p as (
      insert into workspace.project (team_id, kind, name, stage, status, created_at, deleted_at)
      select $1, case when $4::text is null then 'WORK' else 'PURSUIT' end, $2 || case when n = 1 then '' else ' ' || n end, $4, $3,
        '2026-01-01', case when $6 then now() end
      from generate_series(1, $7::integer) n returning id
    ), steps as (
      insert into workspace.stage_change (team_id, project_id, from_status, to_status, changed_at)
      select $1, id, 'ACTIVE', $3, $5::timestamptz from p
    ), tasks as (
      insert into workspace.task (team_id, project_id, title) select $1, id, 'Price it' from p
    )
    insert into workspace.activity (team_id, project_id, kind, title, starts_at, time_zone)
    select $1, id, 'MEETING', 'Kick-off', '2026-02-01', 'Africa/Johannesburg' from p`,
    [team, name, status, stage, since, isDeleted, count],
  );
}

const settingsOf = (archiveAfterDayCount: number, expectedVersion = 0) =>
  hub.as(chief).data(choose, { input: { expectedVersion, archiveAfterDayCount } });
const archives = async () => Object((await hub.as(chief).data(archived)).projectArchives)['nodes'];
const namesOf = async (table: 'project' | 'project_archive', team = acme.id) => {
  const sql = `select name from workspace.${table} where team_id = $1 order by name`;
  return (await hub.database.sql<{ name: string }>(sql, [team])).map(({ name }) => name);
};
async function archiveNow(): Promise<void> {
  await hub.database.sql(`select graphile_worker.add_job('workspace:queue-archiving', '{}')`);
  await hub.runJobs();
}

test('projects that were finished longer ago than the team has chosen go to the archive whole, and no others', async () => {
  await addProjects({ name: 'Active', status: 'ACTIVE', stage: 'PHASE_1', day: 1 });
  await addProjects({ name: 'Binned', status: 'COMPLETED', day: 1, isDeleted: true });
  await addProjects({ name: 'Cancelled', status: 'CANCELLED', stage: 'PHASE_1', day: 1 });
  await addProjects({ name: 'Fresh', status: 'COMPLETED', day: 3 });
  await addProjects({ name: 'Lost', status: 'COMPLETED', stage: 'LOST', day: 1 });
  await addProjects({ name: 'Office', status: 'COMPLETED', day: 1 });
  await addProjects({ name: 'Won', status: 'COMPLETED', stage: 'AWARDED', day: 1 });
  const rival = await hub.team();
  await addProjects({ name: 'Of others', status: 'COMPLETED', day: 1 }, { team: rival.id });

  await archiveNow();
  const withoutChoice = await namesOf('project_archive');
  const { updateTeamSettings: chosen } = await settingsOf(30);
  await archiveNow();
  await archiveNow();

  expect(withoutChoice).toEqual([]);
  expect(chosen).toEqual({
    __typename: 'UpdateTeamSettingsSuccess',
    team: { settings: { archiveAfterDayCount: 30, version: 1 } },
  });
  expect(await namesOf('project_archive')).toEqual(['Cancelled', 'Lost', 'Office', 'Won']);
  expect(await namesOf('project')).toEqual(['Active', 'Binned', 'Fresh']);
  expect(await namesOf('project', rival.id)).toEqual(['Of others']);
  const made = { id: expect.any(String), name: expect.any(String), taskCount: 1, activityCount: 1, archivedBy: null };
  expect(await archives()).toEqual([made, made, made, made]);
});

test('a project that was taken out again stays as many days, and none goes once the choice is taken back', async () => {
  await addProjects({ name: 'Won', status: 'COMPLETED', stage: 'AWARDED', day: 1 });
  await settingsOf(30);
  await archiveNow();
  const [{ id }] = await archives();
  await hub.as(chief).data(restore, { input: { id } });

  await archiveNow();
  const soon = await namesOf('project');
  clock = new Date('2026-07-02T08:00:00Z');
  await archiveNow();
  const later = await namesOf('project_archive');
  await addProjects({ name: 'Lost', status: 'COMPLETED', stage: 'LOST', day: 1 });
  await settingsOf(0, 1);
  await archiveNow();

  expect([soon, later]).toEqual([['Won'], ['Won']]);
  expect(await namesOf('project')).toEqual(['Lost']);
});

test.each([-1, 3651])('%s days are refused, and nothing is chosen', async (days) => {
  expect(await settingsOf(days)).toMatchObject({ updateTeamSettings: { __typename: 'InvalidInput' } });
  expect(await hub.database.sql('select 1 from identity.team_setting where team_id = $1', [acme.id])).toEqual([]);
});

test('a project that cannot be archived holds none of the others up, and the job fails in the end', async () => {
  for (const name of ['Before', 'Broken', 'Later']) await addProjects({ name, status: 'COMPLETED', day: 1 });
  await settingsOf(30);
  await hub.database.sql(`create function public.refuse() returns trigger language plpgsql as $$
    begin raise exception 'This project is broken.'; end $$`);
  await hub.database.sql(`create trigger refuse before insert on workspace.project_archive for each row
    when (new.name = 'Broken') execute function public.refuse()`);
  try {
    const found = hub.hub.jobs.find(({ job }) => job.name === 'workspace:archive-finished');
    const actor = { kind: 'system', name: 'test', teamId: acme.id } as const;
    const run = Promise.resolve(found?.job.run({}, found.scopeOf({ actor, requestId: 'job' })));

    await expect(run).rejects.toThrow('Not every finished project could be archived.');
    expect([await namesOf('project'), await namesOf('project_archive')]).toEqual([['Broken'], ['Before', 'Later']]);
  } finally {
    await hub.database.sql('drop trigger refuse on workspace.project_archive; drop function public.refuse');
    await hub.database.sql('delete from workspace.project where team_id = $1', [acme.id]);
  }
});

test('workers that are killed on the way archive each project once, and lose none', async () => {
  const count = 6;
  await addProjects({ name: 'Won', status: 'COMPLETED', stage: 'AWARDED', day: 1 }, { count });
  await settingsOf(1);
  await hub.database.sql(`select graphile_worker.add_job('workspace:queue-archiving', '{}')`);
  // Archiving the first and the third waits as long as the test holds these locks: a worker is killed there, with its transaction open.
  const gate = new pg.Client({ connectionString: hub.database.url });
  await gate.connect();
  await gate.query('select pg_advisory_lock(7001), pg_advisory_lock(7003)');
  await hub.database.sql(`create function public.wait_at_gate() returns trigger language plpgsql security definer as $$
    begin
      perform pg_advisory_xact_lock_shared(7000 + (select count(*) from workspace.project_archive where team_id = new.team_id));
      return new;
    end $$`);
  await hub.database.sql(`create trigger wait_at_gate after insert on workspace.project_archive for each row
    when (new.team_id = '${acme.id}') execute function public.wait_at_gate()`);
  const waitsAt = async (key: number) =>
    (
      await gate.query(
        `select 1 from pg_locks where locktype = 'advisory' and objid = $1 and not granted
         and database = (select oid from pg_database where datname = current_database())`,
        [key],
      )
    ).rowCount !== 0;
  const done = async () => (await namesOf('project_archive')).length;
  const work = () => workElsewhere('workspace', { database: hub.database, mongodbUrl: storeUrls().mongodb });
  const archivedBefore: number[] = [];
  try {
    for (const key of [7001, 7003]) {
      const child = await work();
      await until(() => waitsAt(key));
      child.kill('SIGKILL');
      await once(child, 'exit');
      await until(async () => !(await waitsAt(key)));
      archivedBefore.push(await done());
      await gate.query('select pg_advisory_unlock($1)', [key]);
    }
    const last = await work();
    await until(async () => (await done()) === count);
    last.kill('SIGKILL');
    await once(last, 'exit');
  } finally {
    await gate.end();
    await hub.database.sql('drop trigger wait_at_gate on workspace.project_archive; drop function public.wait_at_gate');
  }

  expect(archivedBefore).toEqual([0, 2]);
  expect(await namesOf('project')).toEqual([]);
  const events = await hub.database.sql(
    `select count(*)::integer as told, count(distinct subject_id)::integer as projects from (
       select subject_id, type from events.inbox where team_id = $1 union all
       select subject_id, type from events.event where team_id = $1) e
     where type = 'workspace.project_archived'`,
    [acme.id],
  );
  expect(events).toEqual([{ told: count, projects: count }]);
  const whole = await hub.database.sql(
    'select count(*)::integer as whole from workspace.project_archive where team_id = $1 and task_count = 1 and activity_count = 1',
    [acme.id],
  );
  expect(whole).toEqual([{ whole: count }]);
});
