import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import type { Untyped } from '../kit/client.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import type { TestSubgraph } from '../kit/subgraph.js';
import { addTender } from '../kit/tender-rows.js';
import { openProjects, send as sendProject } from './project-requests.js';

const fields = `id title description status priority dueOn isOverdue completedAt recurrence planStep version deletedAt
  assignee { id } dependsOn { id } project { id }`;
const problems = '... on InvalidInput { problems { path code message } } ... on NotFound { message }';
const conflict = `... on TaskConflict { current { ${fields} } }`;
const one = (type: string, more = '') => `... on ${type}Success { task { ${fields} } ${more} } ${problems}`;
const selections: Readonly<Record<string, string>> = {
  createTask: one('CreateTask'),
  updateTask: `${one('UpdateTask', `nextTask { ${fields} }`)} ${conflict}`,
  deleteTask: `${one('DeleteTask', 'deletedId')} ${conflict}`,
  restoreTask: one('RestoreTask'),
  editTasks: `... on EditTasksSuccess { tasks { ${fields} } results { __typename } } ... on InvalidInput { problems { path } }`,
  planProject: `... on PlanProjectSuccess { tasks { ${fields} } project { tasks { totalCount } } } ${problems}`,
};

let workspace: TestSubgraph;
let acme: TestTeam;
let clerk: TestUser;
let clerkId: string;
let projectId: string;
let tenderRow: string;
let clock = new Date('2026-03-10T08:00:00Z');

beforeAll(async () => {
  workspace = await openProjects(() => clock);
});
afterAll(() => workspace.close());
beforeEach(async () => {
  clock = new Date('2026-03-10T08:00:00Z');
  await workspace.database.sql('delete from workspace.project');
  acme = await workspace.team();
  clerk = await acme.user();
  clerkId = encodeId('Member', clerk.actor.membershipId);
  const tender = await addTender(workspace.database, { closingAt: '2026-04-14T09:00:00Z' });
  tenderRow = tender.row;
  const input = { name: 'Pipes', tenderId: tender.id };
  projectId = (await sendProject(workspace, 'createProject', { as: clerk, input })).project.id;
});

async function send(name: string, input: Record<string, unknown>, as: TestUser = clerk): Promise<Untyped> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ${selections[name]} } }`;
  const { data, errors } = await workspace.as(as).send(query, { input });
  if (errors.length > 0) throw workspace.masked.at(-1) ?? new Error(JSON.stringify(errors));
  return data[name];
}

async function task(input: Record<string, unknown> = {}): Promise<Untyped> {
  return (await send('createTask', { projectId, title: 'Pour concrete', ...input })).task;
}

const allTasks = () =>
  workspace.database.sql(`select
    (select jsonb_agg(t order by t.id) from workspace.task t) as tasks,
    (select jsonb_agg(d order by d.task_id, d.depends_on_task_id) from workspace.task_dependency d) as dependencies`);

async function titles(
  list: 'tasks' | 'myTasks',
  variables: Record<string, unknown> = {},
  as = clerk,
): Promise<string[]> {
  const query = `query ($filter: TaskFilter, $orderBy: TaskOrder! = DUE_ON_ASC) {
    ${list}(filter: $filter, orderBy: $orderBy) { nodes { title } totalCount } }`;
  const data: Untyped = await workspace.as(as).data(query, variables);
  expect(data[list].totalCount).toBe(data[list].nodes.length);
  return data[list].nodes.map(({ title }: { title: string }) => title);
}

describe('a task', () => {
  test('is created, changed and completed', async () => {
    const made = await task({ assigneeId: clerkId, dueOn: '2026-03-09', priority: 'CRITICAL' });

    const changed = await send('updateTask', {
      id: made.id,
      expectedVersion: 1,
      status: 'COMPLETED',
      description: 'All.',
    });

    expect(made).toMatchObject({
      title: 'Pour concrete',
      status: 'NOT_STARTED',
      priority: 'CRITICAL',
      dueOn: '2026-03-09',
      isOverdue: true,
      assignee: { id: clerkId },
      project: { id: projectId },
      version: 1,
    });
    expect(changed.task).toMatchObject({
      status: 'COMPLETED',
      description: 'All.',
      completedAt: clock.toISOString(),
      isOverdue: false,
      version: 2,
    });
    expect(changed.nextTask).toBeNull();
  });

  test('that has changed is not overwritten', async () => {
    const { id } = await task();
    await send('updateTask', { id, expectedVersion: 1, title: 'Second' });
    const before = await allTasks();

    const late = await send('updateTask', { id, expectedVersion: 1, title: 'Late' });

    expect(late).toMatchObject({ __typename: 'TaskConflict', current: { title: 'Second', version: 2 } });
    expect(await allTasks()).toEqual(before);
  });

  test('is given to nobody of another team', async () => {
    const stranger = await (await workspace.team()).user();
    const before = await allTasks();

    const answer = await send('createTask', {
      projectId,
      title: 'Theirs',
      assigneeId: encodeId('Member', stranger.actor.membershipId),
    });

    expect(answer.problems).toMatchObject([{ path: ['assigneeId'], code: 'NOT_IN_TEAM' }]);
    expect(await allTasks()).toEqual(before);
  });

  test('stays, and is nobody’s, when its assignee leaves the team', async () => {
    const leaver = await acme.user();
    const { id } = await task({ assigneeId: encodeId('Member', leaver.actor.membershipId) });

    await workspace.database.sql('delete from identity.membership where id = $1', [leaver.actor.membershipId]);

    const data: Untyped = await workspace
      .as(clerk)
      .data('query ($id: ID!) { task(id: $id) { title assignee { id } } }', { id });
    expect(data.task).toEqual({ title: 'Pour concrete', assignee: null });
  });

  test('is overdue by the day where the team works', async () => {
    await task({ dueOn: '2026-03-10' });
    clock = new Date('2026-03-10T22:30:00Z');

    expect(await titles('tasks', { filter: { isOverdue: true } })).toEqual(['Pour concrete']);
    expect(await titles('tasks', { filter: { isOverdue: false } })).toEqual([]);
  });

  test('goes into the bin and comes back, and goes out of sight with its project', async () => {
    const { id } = await task();

    const deleted = await send('deleteTask', { id, expectedVersion: 1 });

    expect(deleted).toMatchObject({ deletedId: id, task: { deletedAt: clock.toISOString(), version: 2 } });
    expect([await titles('tasks'), await titles('tasks', { filter: { isDeleted: true } })]).toEqual([
      [],
      ['Pour concrete'],
    ]);
    await send('restoreTask', { id });
    expect(await titles('tasks')).toEqual(['Pour concrete']);
    const chief = await acme.user({ role: 'admin' });
    await sendProject(workspace, 'deleteProject', { as: chief, input: { id: projectId, expectedVersion: 1 } });
    expect(await titles('tasks')).toEqual([]);
    expect(await send('updateTask', { id, expectedVersion: 3, title: 'Late' })).toMatchObject({
      __typename: 'NotFound',
    });
  });
});

describe('dependencies', () => {
  test('keep a task from being completed before what it waits for', async () => {
    const first = await task({ title: 'First' });
    const second = await task({ title: 'Second', dependsOnIds: [first.id] });

    const early = await send('updateTask', { id: second.id, expectedVersion: 1, status: 'COMPLETED' });
    await send('updateTask', { id: first.id, expectedVersion: 1, status: 'COMPLETED' });
    const due = await send('updateTask', { id: second.id, expectedVersion: 1, status: 'COMPLETED' });

    expect(early.problems).toMatchObject([
      { path: ['status'], message: 'Complete the tasks that it depends on first.' },
    ]);
    expect(due.task.status).toBe('COMPLETED');
  });

  test('make no circle, of whatever length, and a refused one changes nothing', async () => {
    const [a, b, c] = [await task({ title: 'A' }), await task({ title: 'B' }), await task({ title: 'C' })];
    await send('updateTask', { id: b.id, expectedVersion: 1, dependsOnIds: [a.id] });
    await send('updateTask', { id: c.id, expectedVersion: 1, dependsOnIds: [b.id] });
    const before = await allTasks();

    const long = await send('updateTask', { id: a.id, expectedVersion: 1, dependsOnIds: [c.id] });
    const itself = await send('updateTask', { id: a.id, expectedVersion: 1, dependsOnIds: [a.id] });

    expect([long.problems, itself.problems]).toMatchObject([
      [{ path: ['dependsOnIds'] }],
      [{ path: ['dependsOnIds'] }],
    ]);
    expect(await allTasks()).toEqual(before);
  });

  test('make no circle when both halves of it are drawn at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = [await task({ title: 'A' }), await task({ title: 'B' })];

      const answers = await Promise.all([
        send('updateTask', { id: a.id, expectedVersion: 1, dependsOnIds: [b.id] }),
        send('updateTask', { id: b.id, expectedVersion: 1, dependsOnIds: [a.id] }),
      ]);

      expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['InvalidInput', 'UpdateTaskSuccess']);
    }
  });
});

describe('a task that recurs', () => {
  const weekly = { dueOn: '2026-03-09', recurrence: 'FREQ=WEEKLY;BYDAY=MO', assigneeId: '' };

  test('makes the next one when it is completed, and only once', async () => {
    const { id } = await task({ ...weekly, assigneeId: clerkId });

    const done = await send('updateTask', { id, expectedVersion: 1, status: 'COMPLETED' });
    await send('updateTask', { id, expectedVersion: 2, status: 'IN_PROGRESS' });
    const again = await send('updateTask', { id, expectedVersion: 3, status: 'COMPLETED' });

    expect(done.nextTask).toMatchObject({
      title: 'Pour concrete',
      status: 'NOT_STARTED',
      dueOn: '2026-03-16',
      recurrence: 'FREQ=WEEKLY;BYDAY=MO',
      assignee: { id: clerkId },
    });
    expect(again.nextTask).toBeNull();
    expect(await titles('tasks')).toHaveLength(2);
  });

  test('makes one next task when two complete it at once', async () => {
    const { id } = await task({ ...weekly, assigneeId: null });

    await Promise.all(
      Array.from({ length: 10 }, () => send('updateTask', { id, expectedVersion: 1, status: 'COMPLETED' })),
    );

    expect(await titles('tasks')).toHaveLength(2);
  });

  test('makes one next task although connections are killed while it is made', async () => {
    const { id } = await task({ ...weekly, assigneeId: null });
    // What a sequence has given out stays given out, whatever becomes of the transaction.
    await workspace.database.sql('create sequence public.kills');
    await workspace.database
      .sql(`create function public.kill_maker() returns trigger language plpgsql security definer as $$
      begin
        if nextval('public.kills') <= 3 then perform pg_terminate_backend(pg_backend_pid()); end if;
        return new;
      end $$`);
    await workspace.database.sql(`create trigger kill after insert on workspace.task for each row
      when (new.previous_task_id is not null) execute function public.kill_maker()`);
    const complete = () =>
      send('updateTask', { id, expectedVersion: 1, status: 'COMPLETED' }).then(
        ({ __typename }) => __typename,
        () => 'killed',
      );

    const answers: string[] = [];
    try {
      for (let round = 0; round < 10 && !answers.includes('UpdateTaskSuccess'); round += 1)
        answers.push(...(await Promise.all([complete(), complete()])));
      const late = await complete();
      const [kills] = await workspace.database.sql<{ count: number }>(
        'select last_value::integer as count from public.kills',
      );

      const killed = answers.filter((answer) => answer === 'killed').length;
      expect([killed, kills?.count, late]).toEqual([3, 4, 'TaskConflict']);
    } finally {
      await workspace.database.sql(
        'drop trigger kill on workspace.task; drop function public.kill_maker; drop sequence public.kills',
      );
    }
    expect(await titles('tasks')).toHaveLength(2);
  });

  test('ends when its rule does', async () => {
    const { id } = await task({ dueOn: '2026-03-09', recurrence: 'FREQ=DAILY;COUNT=1' });

    const done = await send('updateTask', { id, expectedVersion: 1, status: 'COMPLETED' });

    expect(done.nextTask).toBeNull();
  });

  test.each([
    ['a rule that is none', { dueOn: '2026-03-09', recurrence: 'weekly' }, ['recurrence']],
    ['a rule by the hour', { dueOn: '2026-03-09', recurrence: 'FREQ=HOURLY' }, ['recurrence']],
    ['no day', { recurrence: 'FREQ=DAILY' }, ['dueOn']],
  ])('is refused with %s', async (_name, input, path) => {
    const answer = await send('createTask', { projectId, title: 'Wrong', ...input });

    expect(answer.problems).toMatchObject([{ path }]);
  });
});

describe('editTasks', () => {
  test('changes many alike, with a result for each', async () => {
    const [one, two] = [await task({ title: 'One' }), await task({ title: 'Two' })];
    await send('updateTask', { id: two.id, expectedVersion: 1, title: 'Two changed' });
    const gone = encodeId('Task', '0197f0a0-1111-7222-8333-444455556661');

    const answer = await send('editTasks', {
      tasks: [one.id, two.id, gone].map((id) => ({ id, expectedVersion: 1 })),
      priority: 'HIGH',
      assigneeId: clerkId,
    });

    expect(answer.results.map(({ __typename }: Untyped) => __typename)).toEqual([
      'UpdateTaskSuccess',
      'TaskConflict',
      'NotFound',
    ]);
    expect(answer.tasks).toMatchObject([{ title: 'One', priority: 'HIGH', assignee: { id: clerkId }, version: 2 }]);
  });
});

describe('lists of tasks', () => {
  test('are mine over all projects by due date, those that are done left out', async () => {
    const input = { name: 'Work' };
    const other = (await sendProject(workspace, 'createProject', { as: clerk, input })).project.id;
    await task({ title: 'Never', assigneeId: clerkId });
    await task({ title: 'Later', assigneeId: clerkId, dueOn: '2026-05-01' });
    await task({ title: 'Sooner', assigneeId: clerkId, dueOn: '2026-04-01', projectId: other });
    await task({ title: 'Not mine', dueOn: '2026-01-01' });
    const done = await task({ title: 'Done', assigneeId: clerkId });
    await send('updateTask', { id: done.id, expectedVersion: 1, status: 'COMPLETED' });

    expect(await titles('myTasks')).toEqual(['Sooner', 'Later', 'Never']);
    expect(await titles('myTasks', { filter: { statuses: ['COMPLETED'] } })).toEqual(['Done']);
    expect(await titles('tasks', { filter: { projectIds: [other] } })).toEqual(['Sooner']);
    expect(await titles('tasks', { filter: { assigneeIds: [clerkId] }, orderBy: 'CREATED_AT_ASC' })).toEqual([
      'Never',
      'Later',
      'Sooner',
      'Done',
    ]);
  });

  test('go on page after page where days are equal and missing', async () => {
    for (const [title, dueOn] of [
      ['A', '2026-05-01'],
      ['B', '2026-05-01'],
      ['C', null],
      ['D', null],
    ])
      await task({ title, ...(dueOn !== null && { dueOn }) });
    const page = `query ($after: String) { tasks(first: 1, after: $after) { nodes { title } pageInfo { endCursor hasNextPage } } }`;

    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { tasks }: Untyped = await workspace.as(clerk).data(page, { after });
      seen.push(tasks.nodes[0].title);
      [after, more] = [tasks.pageInfo.endCursor, tasks.pageInfo.hasNextPage];
    }

    expect(seen).toEqual(['A', 'B', 'C', 'D']);
  });
});

describe('planProject', () => {
  const days = ({ tasks }: Untyped) => tasks.map(({ planStep, dueOn }: Untyped) => `${planStep} ${dueOn}`);

  test('counts back from the closing time as the team reads it, over holidays, and plans each step once', async () => {
    const first = await send('planProject', { projectId });
    await workspace.database.sql(
      `insert into tenders.tender_override (team_id, tender_id, field, value, reason) values ($1, $2, 'CLOSING_AT', '2026-04-08T09:00:00.000Z', 'By phone.')`,
      [acme.id, tenderRow],
    );
    const second = await send('planProject', { projectId });

    expect(days(first)).toEqual(['QUESTIONS 2026-04-01', 'SIGN_OFF 2026-04-10', 'DELIVERY 2026-04-13']);
    expect(days(second)).toEqual(['QUESTIONS 2026-03-26', 'SIGN_OFF 2026-04-02', 'DELIVERY 2026-04-07']);
    expect(second.project.tasks.totalCount).toBe(3);
  });

  test('leaves what is completed where it is', async () => {
    const first = await send('planProject', { projectId });
    await send('updateTask', { id: first.tasks[0].id, expectedVersion: 1, status: 'COMPLETED' });
    await workspace.database.sql(`update tenders.tender set closing_at = '2026-05-14T09:00:00Z' where id = $1`, [
      tenderRow,
    ]);

    expect(days(await send('planProject', { projectId }))).toContain('QUESTIONS 2026-04-01');
  });

  test('has nothing to count from without a closing time', async () => {
    await workspace.database.sql('update tenders.tender set closing_at = null where id = $1', [tenderRow]);

    expect((await send('planProject', { projectId })).problems).toMatchObject([{ path: ['projectId'] }]);
  });
});
