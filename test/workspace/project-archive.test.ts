import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import pg from 'pg';
import type { Untyped } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { addTender } from '../kit/tender-rows.js';

const counts = 'memberCount stageChangeCount gateDecisionCount taskCount activityCount commentCount';
const archiveFields = `id projectId name reference kind status projectVersion formatVersion byteSize sha256 documentUrl ${counts}
  archivedBy { id } archivedAt`;
const archiveIt = `mutation ($input: ArchiveProjectInput!) { archiveProject(input: $input) { __typename
  ... on ArchiveProjectSuccess { deletedId archive { ${archiveFields} } } ... on ProjectConflict { current { version } }
  ... on TransitionRefused { message current { status } } } }`;
const restoreIt = `mutation ($input: RestoreArchivedProjectInput!) { restoreArchivedProject(input: $input) { __typename
  ... on RestoreArchivedProjectSuccess { deletedId project { id version name } } ... on LimitReached { max used }
  ... on InvalidInput { problems { path code } } } }`;

let hub: TestHub;
let acme: TestTeam;
let chief: TestUser;
let colleague: TestUser;
let project: string;
let id: string;

let clock = new Date();

beforeAll(async () => {
  hub = await testHub({ now: () => clock, env: { PUBLIC_URL: 'https://hub.example.org/' } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  acme = await hub.team();
  chief = await acme.user({ role: 'admin' });
  colleague = await acme.user();
  project = await wonPursuit();
  id = encodeId('Project', project);
});

/** A pursuit that was won, with rows of every kind, of two people. */
async function wonPursuit(): Promise<string> {
  const { sql } = hub.database;
  const tender = await addTender(hub.database);
  const [row] = await sql<{ id: string }>(
    `with p as (
      insert into workspace.project (team_id, kind, tender_id, name, reference, stage, status, outcome, outcome_price_amount,
        outcome_price_currency, closed_at, seen_version, version, capture_manager_membership_id, created_by_membership_id, created_at, updated_at)
      values ($1, 'PURSUIT', $2, 'Pumps', 'P-1', 'AWARDED', 'COMPLETED', 'WON', 12345678901234567890.123456, 'ZAR',
        '2026-03-01T08:00:00.123Z', 1, 7, $3, $4, '2025-01-01T00:00:00.001Z', '2025-02-01T00:00:00.002Z') returning id
    ), members as (
      insert into workspace.project_member (team_id, project_id, membership_id, role, expires_at, created_at)
      select $1, id, m, 'REVIEWER', '2027-01-01', '2025-01-02' from p, unnest(array[$3, $4]::uuid[]) m
    ), steps as (
      insert into workspace.stage_change (team_id, project_id, from_stage, to_stage, from_status, to_status, changed_by_membership_id, changed_at)
      select $1, id, 'PHASE_6', 'AWARDED', 'ACTIVE', 'COMPLETED', $3, '2025-01-03' from p
    ), decisions as (
      insert into workspace.gate_decision (team_id, project_id, from_stage, to_stage, decision, approver_membership_id, evidence, decided_at)
      select $1, id, 'PHASE_1', 'PHASE_2', 'GO', $4, '{"tender": {"value": 1.50, "list": [null, "x"]}}', '2025-01-04' from p
    ), first as (
      insert into workspace.task (team_id, project_id, title, status, completed_at, due_on, recurrence, recurs_from, version, assignee_membership_id)
      select $1, id, 'Price it', 'COMPLETED', '2025-01-05', '2025-01-06', 'FREQ=WEEKLY', '2025-01-06', 3, $4 from p returning id, project_id
    ), second as (
      insert into workspace.task (team_id, project_id, title, previous_task_id, deleted_at, deleted_by_membership_id)
      select $1, project_id, 'Price it again', id, '2025-01-07', $3 from first returning id
    ), waiting as (
      insert into workspace.task_dependency (team_id, task_id, depends_on_task_id) select $1, second.id, first.id from first, second
    ), activities as (
      insert into workspace.activity (team_id, project_id, kind, title, starts_at, time_zone, tags, custom_fields, version)
      select $1, id, 'MEETING', 'Kick-off', '2025-01-08', 'Africa/Johannesburg', '{bid,"two words"}', '[{"name": "a", "value": "1"}]', 2
      from p returning id
    ), participants as (
      insert into workspace.activity_participant (team_id, activity_id, membership_id, name, email, answer, answered_at)
      select $1, id, $4::uuid, null, null, 'ACCEPTED', '2025-01-09'::timestamptz from activities
      union all select $1, id, null, 'Grace', 'grace@example.org', 'INVITED', null from activities
    ), comments as (
      insert into workspace.comment (team_id, project_id, task_id, text, created_by_membership_id, edited_at)
      select $1, id, null::uuid, 'Won!', $3::uuid, '2025-01-10'::timestamptz from p
      union all select $1, null, id, 'Too dear? "' || $3::text || '"', $4, null from first returning id
    ), mentions as (
      insert into workspace.comment_mention (team_id, comment_id, membership_id) select $1, id, $4 from comments
    )
    select id from p`,
    [acme.id, tender.row, chief.actor.membershipId, colleague.actor.membershipId],
  );
  return row?.id ?? '';
}

const tables = [
  ...['project', 'project_member', 'stage_change', 'gate_decision', 'task', 'task_dependency', 'activity'],
  ...['activity_participant', 'comment', 'comment_mention'],
];

/** Every row of the team, as text. */
async function rows(): Promise<Record<string, string[]>> {
  const found = await Promise.all(
    tables.map(async (table) => {
      const list = await hub.database.sql<{ row: string }>(
        `select (to_jsonb(t) - 'restored_at')::text as row from workspace.${table} t where team_id = $1 order by 1`,
        [acme.id],
      );
      return [table, list.map(({ row }) => row)] as const;
    }),
  );
  return Object.fromEntries(found);
}

const nothing = Object.fromEntries(tables.map((table) => [table, []]));

async function events(): Promise<unknown[]> {
  return hub.database.sql(
    `select type, body ->> 'sha256' as sha256 from events.inbox where team_id = $1 union all
     select type, body ->> 'sha256' from events.event where team_id = $1`,
    [acme.id],
  );
}

async function archive(expectedVersion = 7, as = chief): Promise<Untyped> {
  return (await hub.as(as).data(archiveIt, { input: { id, expectedVersion } })).archiveProject;
}

async function restore(archiveId: string): Promise<Untyped> {
  return (await hub.as(chief).data(restoreIt, { input: { id: archiveId } })).restoreArchivedProject;
}

function read(url: string, as: TestUser) {
  return hub.gateway.fastify.inject({
    url: new URL(url).pathname,
    headers: { authorization: `Bearer ${as.accessToken}` },
  });
}

test('a project is written out whole, taken away, and given back row by row as it was', async () => {
  const before = await rows();
  const sizes = Object.fromEntries(Object.entries(before).map(([table, list]) => [table, list.length]));
  expect(sizes).toEqual({
    ...{ project: 1, project_member: 2, stage_change: 1, gate_decision: 1, task: 2, task_dependency: 1, activity: 1 },
    ...{ activity_participant: 2, comment: 2, comment_mention: 2 },
  });

  const { __typename, deletedId, archive: made } = await archive();

  expect([__typename, deletedId]).toEqual(['ArchiveProjectSuccess', id]);
  expect(made).toMatchObject({
    ...{ projectId: id, name: 'Pumps', reference: 'P-1', kind: 'PURSUIT', status: 'COMPLETED', projectVersion: 7 },
    ...{ formatVersion: 1, memberCount: 2, stageChangeCount: 1, gateDecisionCount: 1, taskCount: 2, activityCount: 1 },
    ...{ commentCount: 2, archivedBy: { id: encodeId('Member', chief.actor.membershipId) } },
  });
  expect(await rows()).toEqual(nothing);
  const list = `{ projectArchives { totalCount nodes { id } } projects { totalCount } }`;
  expect(await hub.as(colleague).data(list)).toEqual({
    projectArchives: { totalCount: 1, nodes: [{ id: made.id }] },
    projects: { totalCount: 0 },
  });

  const file = await read(made.documentUrl, colleague);

  expect([file.statusCode, file.rawPayload.length]).toEqual([200, made.byteSize]);
  expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(made.sha256);
  expect(file.body).toContain('12345678901234567890.123456');
  expect(file.body).not.toContain(`"${chief.actor.membershipId}",`);
  expect(file.json()).toMatchObject({
    ...{ formatVersion: 1, project: { id: project, name: 'Pumps', version: 7 } },
    activities: [{ title: 'Kick-off' }],
  });
  const stranger = await (await hub.team()).user({ role: 'owner' });
  expect((await read(made.documentUrl, stranger)).statusCode).toBe(404);

  const back = await restore(made.id);

  expect(back).toEqual({
    __typename: 'RestoreArchivedProjectSuccess',
    ...{ deletedId: made.id, project: { id, version: 7, name: 'Pumps' } },
  });
  expect(await rows()).toEqual(before);
  expect(await hub.as(colleague).data(list)).toEqual({
    projectArchives: { totalCount: 0, nodes: [] },
    projects: { totalCount: 1 },
  });
  expect(await events()).toEqual([
    { type: 'workspace.project_archived', sha256: made.sha256 },
    { type: 'workspace.project_unarchived', sha256: made.sha256 },
  ]);
});

test('when anything fails on the way, everything stays', async () => {
  const before = await rows();
  await hub.database
    .sql(`create function workspace.fail() returns trigger language plpgsql as 'begin raise exception ''disk''; end';
    create trigger fail after delete on workspace.activity_participant for each row execute function workspace.fail();`);

  const { data, errors } = await hub.as(chief).send(archiveIt, { input: { id, expectedVersion: 7 } });

  await hub.database.sql('drop function workspace.fail() cascade');
  expect([data.archiveProject, errors.length]).toEqual([null, 1]);
  expect(await rows()).toEqual(before);
  expect(await hub.database.sql('select 1 from workspace.project_archive where team_id = $1', [acme.id])).toEqual([]);
  expect(await events()).toEqual([]);
});

test('a version that is old, a project that is not finished, and a person who may not are refused, and nothing changes', async () => {
  const before = await rows();

  expect(await archive(6)).toEqual({ __typename: 'ProjectConflict', current: { version: 7 } });
  const { codes } = await hub.as(colleague).send(archiveIt, { input: { id, expectedVersion: 7 } });
  expect(codes).toEqual(['FORBIDDEN']);
  expect(await rows()).toEqual(before);

  await hub.database.sql(
    `update workspace.project set stage = 'PHASE_1', status = 'ACTIVE', outcome = null where id = $1`,
    [project],
  );
  expect(await archive()).toMatchObject({ __typename: 'TransitionRefused', current: { status: 'ACTIVE' } });
  expect((await rows())['task']).toEqual(before['task']);
});

test('what somebody is adding at that moment is waited for and written out', async () => {
  const client = new pg.Client({ connectionString: hub.database.url });
  await client.connect();
  await client.query('begin');
  await client.query(`insert into workspace.task (team_id, project_id, title) values ($1, $2, 'Late')`, [
    acme.id,
    project,
  ]);

  const archiving = archive();
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await hub.database.sql(waiting)).length === 0);
  await client.query('commit');
  await client.end();

  expect((await archiving).archive).toMatchObject({ taskCount: 3 });
});

test('a project does not come back beyond the plan, over another reference, or without its tender', async () => {
  const { sql } = hub.database;
  await sql(
    `with source as (
      insert into tenders.team_source (team_id, kind, name, url) values ($1, 'json', 'Own', 'https://own.example.org') returning id
    ), tender as (
      insert into tenders.team_tender (team_id, id, team_source_id, external_id, title, lifecycle, raw, content_hash)
      select $1, gen_random_uuid(), id, 'x', 'Own tender', 'LIVE', '{}', sha256('t') from source returning id
    )
    update workspace.project p set tender_id = null, team_tender_id = tender.id from tender where p.id = $2`,
    [acme.id, project],
  );
  const { archive: made } = await archive();
  await sql(`insert into identity.team_limit (team_id, subject, max, reason) values ($1, 'PROJECTS', 1, 'Agreed.')`, [
    acme.id,
  ]);
  await sql(
    `insert into workspace.project (team_id, kind, name, status, reference) values ($1, 'WORK', 'Roof', 'IN_PROGRESS', 'P-1')`,
    [acme.id],
  );

  expect(await restore(made.id)).toEqual({ __typename: 'LimitReached', max: 1, used: 1 });
  await sql('update identity.team_limit set max = 2 where team_id = $1', [acme.id]);
  expect(await restore(made.id)).toEqual({
    __typename: 'InvalidInput',
    problems: [{ path: ['id'], code: 'NAME_TAKEN' }],
  });
  await sql('update workspace.project set reference = null where team_id = $1', [acme.id]);
  await sql('delete from tenders.team_tender where team_id = $1', [acme.id]);
  expect(await restore(made.id)).toEqual({
    __typename: 'InvalidInput',
    problems: [{ path: ['id'], code: 'NOT_FOUND' }],
  });
  expect((await rows())['task']).toEqual([]);
  expect(await sql('select 1 from workspace.project_archive where team_id = $1', [acme.id])).toHaveLength(1);
});

test('who has left meanwhile is left out, and the document stays as it was', async () => {
  const { archive: made } = await archive();
  await hub.database.sql('delete from identity.membership where id = $1', [colleague.actor.membershipId]);

  const file = await read(made.documentUrl, chief);
  const back = await restore(made.id);

  expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(made.sha256);
  expect(file.body).not.toContain(colleague.actor.membershipId);
  expect(back.__typename).toBe('RestoreArchivedProjectSuccess');
  const after = await rows();
  expect(JSON.stringify(after)).not.toContain(colleague.actor.membershipId);
  const left = ['project_member', 'activity_participant', 'comment', 'comment_mention'];
  expect(left.map((table) => after[table]?.length)).toEqual([1, 1, 2, 0]);
});

test('tasks that would wait for each other in a circle by now keep a project in the archive', async () => {
  const { sql } = hub.database;
  const [other] = await sql<{ id: string }>(
    `insert into workspace.project (team_id, kind, name, status) values ($1, 'WORK', 'Roof', 'IN_PROGRESS') returning id`,
    [acme.id],
  );
  const tasks = await sql<{ id: string }>(
    `insert into workspace.task (team_id, project_id, title) values ($1, $2, 'One'), ($1, $2, 'Two') returning id`,
    [acme.id, other?.id],
  );
  const [one, two] = tasks.map((task) => task.id);
  const wait = `insert into workspace.task_dependency (team_id, task_id, depends_on_task_id)`;
  await sql(
    `${wait} select team_id, id, $2::uuid from workspace.task where project_id = $1 and title = 'Price it'
     union all select team_id, $3::uuid, id from workspace.task where project_id = $1 and title = 'Price it'`,
    [project, one, two],
  );
  const { archive: made } = await archive();
  await sql(`${wait} values ($1, $2, $3)`, [acme.id, one, two]);

  expect(await restore(made.id)).toEqual({
    __typename: 'InvalidInput',
    problems: [{ path: ['id'], code: 'INVALID_VALUE' }],
  });
  await sql('delete from workspace.task where id = $1', [two]);
  expect((await restore(made.id)).__typename).toBe('RestoreArchivedProjectSuccess');
  expect((await rows())['task_dependency']).toHaveLength(2);
});

test('a link hands the document out for a quarter of an hour, to whoever has it, and nothing else', async () => {
  const { archive: made } = await archive();
  const query = `query ($id: ID!) { projectArchive(id: $id) { downloadUrl } }`;
  const linkFor = async (as: TestUser): Promise<string | null> =>
    Object((await hub.as(as).data(query, { id: made.id })).projectArchive)['downloadUrl'] ?? null;
  const get = (url: string) => hub.gateway.fastify.inject(url.slice('https://hub.example.org'.length));
  const link = (await linkFor(colleague)) ?? '';
  const rival = await hub.team();

  const file = await get(link);
  const strangers = await linkFor(await rival.user({ role: 'owner' }));
  const refused = [
    await get(link.replace(acme.id, rival.id)),
    await get(link.replace(/expires=\d/u, 'expires=9')),
    await get(link.replace('/archives/documents/', '/archives/exports/')),
    await get(link.replace('/archives/', '/downloads/')),
  ];
  clock = new Date(clock.getTime() + 15 * 60_000);
  refused.push(await get(link));
  const fresh = (await linkFor(chief)) ?? '';
  const again = await get(fresh);
  await restore(made.id);
  refused.push(await get(fresh));

  expect(link).toMatch(
    /^https:\/\/hub\.example\.org\/archives\/documents\/[\w-]+\/[\w-]+\.json\?expires=\d+&signature=[\w-]{43}$/u,
  );
  expect([file.statusCode, file.headers['content-type'], file.headers['cache-control']]).toEqual([
    ...[200, 'application/json; charset=utf-8', expect.stringMatching(/^private/u)],
  ]);
  expect(createHash('sha256').update(file.rawPayload).digest('hex')).toBe(made.sha256);
  expect([strangers, again.statusCode]).toEqual([null, 200]);
  expect(refused.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404, 404, 404]);
  const [first, , , , ended, gone] = refused.map((answer) => answer.json().errors[0].message);
  expect([ended, gone]).toEqual([first, first]);
});
