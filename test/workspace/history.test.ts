import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { decodeId, encodeId } from '@hub/runtime/graphql';
import type { Untyped } from '../kit/client.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { settledEvents, type SettledEvents } from '../kit/settled-events.js';
import type { TestSubgraph } from '../kit/subgraph.js';
import { addTender } from '../kit/tender-rows.js';
import { openProjects } from './project-requests.js';

let workspace: TestSubgraph;
let settled: SettledEvents;
let acme: TestTeam;
let clerk: TestUser;
let tenderId: string;

beforeAll(async () => {
  workspace = await openProjects(() => new Date('2026-03-10T08:00:00Z'));
  settled = settledEvents(workspace.database);
});
afterAll(() => workspace.close());
beforeEach(async () => {
  acme = await workspace.team();
  clerk = await acme.user();
  tenderId = (await addTender(workspace.database, { title: 'Pipes' })).id;
});

const idOf = ({ actor }: TestUser) => encodeId('Member', actor.membershipId);

async function send(name: string, field: string, input: Record<string, unknown>): Promise<Untyped> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { ... on ${type}Success { ${field} { id version } } } }`;
  return (await workspace.as(clerk).data(query, { input }))[name][field];
}

async function historyOf(field: string, id: string, { as = clerk, page = '' } = {}): Promise<Untyped> {
  const query = `query ($id: ID!) { ${field}(id: $id) { history${page} { totalCount edges { cursor } pageInfo { hasNextPage }
    nodes { id eventType changedAt changedBy { id } changes { field before after } } } } }`;
  return (await workspace.as(as).data(query, { id }))[field]?.history ?? null;
}

test('an entry shows each of its changes field by field, newest first, with who made it and when', async () => {
  const colleague = await acme.user();
  const entry = await send('trackTender', 'entry', { tenderId, priority: 'HIGH' });
  const input = { id: entry.id, expectedVersion: 1, status: 'INTERESTED', assigneeId: idOf(colleague), notes: 'Ring.' };
  await send('updateEntry', 'entry', input);
  await settled();

  const { totalCount, nodes } = await historyOf('entry', entry.id, { as: colleague });

  const by = { changedBy: { id: idOf(clerk) }, id: expect.any(String), changedAt: expect.any(String) };
  expect(totalCount).toBe(2);
  expect(nodes).toEqual([
    {
      ...by,
      eventType: 'workspace.entry_updated',
      changes: [
        { field: 'status', before: 'PENDING', after: 'INTERESTED' },
        { field: 'assignee', before: null, after: idOf(colleague) },
        { field: 'notes', before: null, after: 'Ring.' },
      ],
    },
    {
      ...by,
      eventType: 'workspace.entry_tracked',
      changes: [
        { field: 'status', before: null, after: 'PENDING' },
        { field: 'priority', before: null, after: 'HIGH' },
        { field: 'tender', before: null, after: tenderId },
      ],
    },
  ]);
});

test('projects and tasks show theirs and nobody else’s, page after page', async () => {
  const project = await send('createProject', 'project', { name: 'Pipes', tenderId });
  await send('moveProject', 'project', { id: project.id, expectedVersion: 1, stage: 'PHASE_1' });
  const task = await send('createTask', 'task', { projectId: project.id, title: 'Dig', dueOn: '2026-03-31' });
  await send('updateTask', 'task', { id: task.id, expectedVersion: 1, dueOn: '2026-04-30' });
  await settled();

  const ofProject = await historyOf('project', project.id);
  const first = await historyOf('task', task.id, { page: '(first: 1)' });
  const second = await historyOf('task', task.id, { page: `(first: 1, after: "${first.edges[0].cursor}")` });

  expect(ofProject.nodes.map(({ eventType }: Untyped) => eventType)).toEqual([
    'workspace.project_moved',
    'workspace.project_created',
  ]);
  expect(ofProject.nodes[0].changes).toEqual([{ field: 'stage', before: 'PHASE_0', after: 'PHASE_1' }]);
  expect(first.nodes[0].changes).toEqual([{ field: 'dueOn', before: '2026-03-31', after: '2026-04-30' }]);
  expect(second.nodes[0].eventType).toBe('workspace.task_created');
  expect([first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([2, true, false]);
});

test('a member who has left is not named, and another team sees nothing', async () => {
  const other = await (await workspace.team()).user();
  const viewer = await acme.user({ role: 'viewer' });
  const entry = await send('trackTender', 'entry', { tenderId });
  await settled();
  await workspace.database.sql('delete from identity.membership where id = $1', [clerk.actor.membershipId]);

  const { nodes } = await historyOf('entry', entry.id, { as: viewer });

  expect(nodes).toMatchObject([{ eventType: 'workspace.entry_tracked', changedBy: null }]);
  expect(await historyOf('entry', entry.id, { as: other })).toBeNull();
});

test('the service reads changes of entries, projects and tasks, and nothing else of the stream', async () => {
  const entry = await send('trackTender', 'entry', { tenderId });
  await workspace.database.sql(
    `insert into events.inbox (team_id, type, subject_id, persons, body, context, written_by, written_at)
     values ($1, 'identity.member_removed', $2, '{}', '{}', '{}', 'svc_identity', clock_timestamp())`,
    [acme.id, decodeId('Entry', entry.id)],
  );
  await settled();

  expect((await historyOf('entry', entry.id)).nodes.map(({ eventType }: Untyped) => eventType)).toEqual([
    'workspace.entry_tracked',
  ]);
});
