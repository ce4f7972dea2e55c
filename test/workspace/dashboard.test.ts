import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { addChange } from '../events/mutation-fixtures.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import type { TestSubgraph } from '../kit/subgraph.js';
import { addTender } from '../kit/tender-rows.js';
import { openProjects } from './project-requests.js';

const query = `{ dashboard { projectStageCounts { stage projectCount } projectStatusCounts { status projectCount }
  entryStatusCounts { status entryCount } taskStatusCounts { status taskCount }
  overdueTaskCount dueSoonTaskCount closingSoonPursuitCount reopenedPursuitCount
  recentChanges { changedAt project { name } task { title } entry { notes } } } }`;
const nothing = {
  stages: {},
  statuses: {},
  entries: {},
  tasks: {},
  overdue: 0,
  dueSoon: 0,
  closingSoon: 0,
  reopened: 0,
  recent: [],
};

let workspace: TestSubgraph;
let acme: TestTeam;
let clerk: TestUser;
// Half past midnight on the 11th in Johannesburg, where the team works.
const clock = new Date('2026-03-10T22:30:00Z');

beforeAll(async () => {
  workspace = await openProjects(() => clock);
});
afterAll(() => workspace.close());
beforeEach(async () => {
  acme = await workspace.team();
  clerk = await acme.user();
});

/** What a dashboard shows, zeros left out of its lists of counts. */
async function dashboardOf(user: TestUser) {
  const { dashboard } = await workspace.as(user).data(query);
  const counts = (list: Record<string, unknown>[] | null) =>
    list && Object.fromEntries(list.map((row) => Object.values(row)).filter(([, count]) => count !== 0));
  return {
    stages: counts(dashboard.projectStageCounts),
    statuses: counts(dashboard.projectStatusCounts),
    entries: counts(dashboard.entryStatusCounts),
    tasks: counts(dashboard.taskStatusCounts),
    overdue: dashboard.overdueTaskCount,
    dueSoon: dashboard.dueSoonTaskCount,
    closingSoon: dashboard.closingSoonPursuitCount,
    reopened: dashboard.reopenedPursuitCount,
    recent: dashboard.recentChanges.map((change: Record<string, Record<string, string> | null>) =>
      ['project', 'task', 'entry']
        .map((type) => Object.values(change[type] ?? {})[0])
        .find((name) => name !== undefined),
    ),
  };
}

const sql = (text: string, values: unknown[]) => workspace.database.sql(text, values);
/** So many minutes after noon of the first. */
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute));

interface ProjectRow {
  readonly tender?: string;
  readonly stage?: string;
  readonly status: string;
  readonly minute: number;
  readonly isDeleted?: boolean;
}

async function addProject(name: string, { tender, stage, status, minute, isDeleted = false }: ProjectRow) {
  const id = randomUUID();
  await sql(
    `insert into workspace.project (team_id, id, kind, tender_id, name, stage, status, updated_at, deleted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [acme.id, id, stage ? 'PURSUIT' : 'WORK', tender, name, stage, status, at(minute), isDeleted ? clock : null],
  );
  return id;
}

async function addTask(
  title: string,
  row: { project: string; status?: string; dueOn: string | null; minute: number; isDeleted?: boolean },
) {
  await sql(
    `insert into workspace.task (team_id, project_id, title, status, due_on, updated_at, deleted_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [acme.id, row.project, title, row.status ?? 'NOT_STARTED', row.dueOn, at(row.minute), row.isDeleted ? clock : null],
  );
}

async function addEntry(notes: string, row: { tender: string; status: string; minute: number }) {
  await sql(`insert into workspace.entry (team_id, tender_id, status, notes, updated_at) values ($1, $2, $3, $4, $5)`, [
    acme.id,
    row.tender,
    row.status,
    notes,
    at(row.minute),
  ]);
}

async function decide(project: string, tenderVersion: number) {
  await sql(
    `insert into workspace.gate_decision (team_id, project_id, from_stage, to_stage, decision, evidence, tender_version)
     values ($1, $2, 'PHASE_0', 'PHASE_1', 'GO', '{}', $3)`,
    [acme.id, project, tenderVersion],
  );
}

/** The team acknowledges every change of what it pursues, or of one pursuit. */
async function acknowledgeAll(name: string | null = null) {
  await sql(
    `insert into tenders.change_acknowledgement (team_id, tender_id, release_id, changes_hash, version, acknowledged_by_membership_id)
     select distinct p.team_id, v.tender_id, v.release_id, sha256(convert_to(v.changes::text, 'UTF8')), v.version, $2::uuid
     from workspace.project p join tenders.tender_version v on v.tender_id = p.tender_id and v.version > 1
     where p.team_id = $1 and p.name = coalesce($3, p.name)`,
    [acme.id, clerk.actor.membershipId, name],
  );
}

async function tenderClosing(closingAt: string): Promise<string> {
  return (await addTender(workspace.database, { closingAt })).row;
}

describe('of a team that works', () => {
  beforeEach(async () => {
    const overridden = await tenderClosing('2026-06-01T09:00:00Z');
    const lastSecond = await tenderClosing('2026-03-24T22:29:59Z');
    const tooLate = await tenderClosing('2026-03-24T22:30:00Z');
    const soon = await tenderClosing('2026-03-12T09:00:00Z');
    await sql(
      `insert into tenders.tender_override (team_id, tender_id, field, value, reason) values ($1, $2, 'CLOSING_AT', $3, 'A letter says so.')`,
      [acme.id, overridden, '2026-03-20T09:00:00Z'],
    );
    const pipes = await addProject('Pipes', { tender: overridden, stage: 'PHASE_1', status: 'ACTIVE', minute: 1 });
    const pumps = await addProject('Pumps', { tender: lastSecond, stage: 'PHASE_1', status: 'ON_HOLD', minute: 20 });
    await addProject('Roads', { tender: tooLate, stage: 'PHASE_2', status: 'ACTIVE', minute: 2 });
    await addProject('Lost', { tender: soon, stage: 'LOST', status: 'COMPLETED', minute: 3 });
    await addProject('Office', { status: 'IN_PROGRESS', minute: 19 });
    const binned = await addProject('Bin', {
      tender: soon,
      stage: 'PHASE_0',
      status: 'ACTIVE',
      minute: 30,
      isDeleted: true,
    });
    for (const project of [pipes, pumps, binned]) await decide(project, 1);
    for (const tender of [overridden, lastSecond, soon]) await addChange(workspace.database, tender);
    await decide(pumps, 2);
    await addTask('Yesterday', { project: pipes, dueOn: '2026-03-10', minute: 18 });
    await addTask('Done', { project: pipes, dueOn: '2026-03-10', status: 'COMPLETED', minute: 17 });
    await addTask('Today', { project: pipes, dueOn: '2026-03-11', status: 'IN_PROGRESS', minute: 16 });
    await addTask('Seventh day', { project: pipes, dueOn: '2026-03-17', minute: 15 });
    await addTask('Eighth day', { project: pipes, dueOn: '2026-03-18', minute: 14 });
    await addTask('Some day', { project: pipes, dueOn: null, minute: 13 });
    await addTask('Binned', { project: pipes, dueOn: '2026-03-10', minute: 31, isDeleted: true });
    await addTask('With its project', { project: binned, dueOn: '2026-03-10', minute: 32 });
    await addEntry('First', { tender: overridden, status: 'PENDING', minute: 21 });
    await addEntry('Second', { tender: lastSecond, status: 'SUBMITTED', minute: 12 });
    await addEntry('Third', { tender: soon, status: 'SUBMITTED', minute: 0 });
  });

  test('shows of each project how much of it is done, and which changes of its tender are new', async () => {
    const query = `{ projects(orderBy: NAME_ASC) { nodes { name counts { taskCount completedTaskCount overdueTaskCount activityCount
      completedActivityCount overdueActivityCount unacknowledgedChangeCount } } } }`;
    await sql(
      `insert into workspace.activity (team_id, project_id, kind, title, starts_at, ends_at, time_zone, status, completion_percent, completed_at, deleted_at)
       select p.team_id, p.id, 'CALL', 'Call', a.starts_at::timestamptz, a.ends_at::timestamptz, 'Africa/Johannesburg', a.status,
         case a.status when 'COMPLETED' then 100 else 0 end, case a.status when 'COMPLETED' then now() end, case when a.is_deleted then now() end
       from workspace.project p cross join (values ('2026-01-01', null, 'PLANNED', false), ('2026-01-01', null, 'COMPLETED', false),
         ('2026-01-01', '2027-01-01', 'PLANNED', false), ('2026-01-01', null, 'CANCELLED', false),
         ('2026-01-01', null, 'PLANNED', true)) a (starts_at, ends_at, status, is_deleted)
       where p.team_id = $1 and p.name = 'Pipes'`,
      [acme.id],
    );
    await sql(
      `update tenders.tender_version v set recorded_at = $2::timestamptz - case p.name when 'Lost' then interval '25 hours' else interval '1 hour' end
       from workspace.project p where p.team_id = $1 and p.tender_id = v.tender_id`,
      [acme.id, clock],
    );
    await acknowledgeAll('Pumps');

    const { data } = await workspace.ask(query, { as: clerk.actor });

    const none = {
      ...{ taskCount: 0, completedTaskCount: 0, overdueTaskCount: 0, activityCount: 0, completedActivityCount: 0 },
      ...{ overdueActivityCount: 0, unacknowledgedChangeCount: 0 },
    };
    const ofPipes = {
      ...{ taskCount: 6, completedTaskCount: 1, overdueTaskCount: 1, activityCount: 4, completedActivityCount: 1 },
      ...{ overdueActivityCount: 1, unacknowledgedChangeCount: 1 },
    };
    expect(data).toEqual({
      projects: {
        nodes: [
          { name: 'Lost', counts: none },
          { name: 'Office', counts: none },
          { name: 'Pipes', counts: ofPipes },
          { name: 'Pumps', counts: none },
          { name: 'Roads', counts: none },
        ],
      },
    });
  });

  test('counts changes of a tender as its list of unacknowledged ones does: by what they say and what they mean', async () => {
    const countsOf = async () => {
      const { projects } = await workspace
        .as(clerk)
        .data(
          '{ projects(filter: { stages: [PHASE_1] }, orderBy: NAME_ASC) { nodes { name counts { unacknowledgedChangeCount } } } }',
        );
      return projects.nodes.map(
        ({ counts }: { counts: Record<string, number> }) => counts['unacknowledgedChangeCount'],
      );
    };
    const change = (assignment: string) =>
      sql(
        `update tenders.tender_version v set recorded_at = $2, ${assignment} from workspace.project p
         where p.team_id = $1 and p.tender_id = v.tender_id`,
        [acme.id, clock],
      );
    await change(`impact = 'MINOR'`);
    await acknowledgeAll();

    const acknowledged = await countsOf();
    await change(`changes = '[{"field": "title"}]'`);
    const workedOutAnew = await countsOf();
    await change(`impact = 'NONE'`);

    expect([acknowledged, workedOutAnew, await countsOf()]).toEqual([
      [0, 0],
      [1, 1],
      [0, 0],
    ]);
  });

  test('counts what its lists show, in its days, as it reads its tenders', async () => {
    const seen = await dashboardOf(clerk);

    expect(seen).toEqual({
      stages: { PHASE_1: 2, PHASE_2: 1, LOST: 1 },
      statuses: { ACTIVE: 2, ON_HOLD: 1, COMPLETED: 1, IN_PROGRESS: 1 },
      entries: { PENDING: 1, SUBMITTED: 2 },
      tasks: { NOT_STARTED: 4, IN_PROGRESS: 1, COMPLETED: 1 },
      overdue: 1,
      dueSoon: 2,
      closingSoon: 2,
      reopened: 1,
      recent: [
        'First',
        'Pumps',
        'Office',
        'Yesterday',
        'Done',
        'Today',
        'Seventh day',
        'Eighth day',
        'Some day',
        'Second',
      ],
    });
  });

  test('counts the days of the zone that it works in', async () => {
    await sql(`update identity.team set time_zone = 'Etc/UTC' where id = $1`, [acme.id]);

    const { overdue, dueSoon } = await dashboardOf(clerk);

    expect({ overdue, dueSoon }).toEqual({ overdue: 0, dueSoon: 2 });
  });

  test('shows nothing of entries to those who may not read them', async () => {
    const { data, errors } = await workspace.as(await acme.user({ can: ['project:read'] })).send(query);

    expect(errors.map(({ path }) => path)).toEqual([['dashboard', 'entryStatusCounts']]);
    expect(data.dashboard.entryStatusCounts).toBeNull();
    expect(data.dashboard.recentChanges).toHaveLength(10);
    expect(JSON.stringify(data.dashboard.recentChanges)).not.toContain('First');
  });

  test('shows nothing of it to another team', async () => {
    const stranger = await (await workspace.team()).user();

    expect(await dashboardOf(stranger)).toEqual(nothing);
  });
});

test('counts of a project are those after each mutation of one request', async () => {
  const projectId = encodeId('Project', await addProject('Office', { status: 'IN_PROGRESS', minute: 1 }));
  const counts = 'project { counts { taskCount activityCount } }';
  const task = `createTask(input: $task) { ... on CreateTaskSuccess { task { ${counts} } } }`;
  const activity = `createActivity(input: $activity) { ... on CreateActivitySuccess { activity { ${counts} } } }`;

  const data = await workspace
    .as(clerk)
    .data(
      `mutation ($task: CreateTaskInput!, $activity: CreateActivityInput!) { one: ${task} two: ${activity} three: ${task} }`,
      {
        task: { projectId, title: 'Price it' },
        activity: { projectId, kind: 'CALL', title: 'Call', startsAt: '2026-03-20T09:00:00Z' },
      },
    );

  const after = (taskCount: number, activityCount: number) => ({ project: { counts: { taskCount, activityCount } } });
  expect(data).toEqual({
    one: { task: after(1, 0) },
    two: { activity: after(1, 1) },
    three: { task: after(2, 1) },
  });
});

test('names every stage and status, also those that nothing has', async () => {
  const { dashboard } = await workspace.as(clerk).data(query);

  expect(dashboard.projectStageCounts).toHaveLength(9);
  expect(dashboard.projectStatusCounts).toHaveLength(7);
  expect(dashboard.entryStatusCounts).toHaveLength(4);
  expect(dashboard.taskStatusCounts).toHaveLength(3);
});

test('needs `project:read`', async () => {
  const { data, errors } = await workspace.as(await acme.user({ can: ['entry:read'] })).send(query);

  expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['FORBIDDEN']);
  expect(data.dashboard).toBeNull();
});
