import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Permission } from '@hub/runtime/auth';
import { encodeId } from '@hub/runtime/graphql';
import { addTender } from '../kit/tender-rows.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import type { TestSubgraph } from '../kit/subgraph.js';
import { commentsOn, sendComment } from './comment-requests.js';
import { openProjects } from './project-requests.js';

const meeting = { kind: 'MEETING', title: 'Kick-off', startsAt: '2026-03-12T08:00:00Z' };

/** Everything that changes a project, a task or an activity, or says something about one, with the permission that it needs and an input that is carried out. */
const mutations: readonly (readonly [string, Permission, (ids: Ids) => Record<string, unknown>])[] = [
  ['updateProject', 'project:update', ({ project }) => ({ id: project, expectedVersion: 1, name: 'Other' })],
  ['setProjectMembers', 'project:update', ({ project }) => ({ id: project, expectedVersion: 1, members: [] })],
  ['moveProject', 'project:update', ({ project }) => ({ id: project, expectedVersion: 1, status: 'IN_PROGRESS' })],
  ['markProjectSeen', 'project:update', ({ project }) => ({ id: project })],
  ['createTask', 'project:update', ({ project }) => ({ projectId: project, title: 'Dig' })],
  ['planProject', 'project:update', ({ project }) => ({ projectId: project })],
  ['updateTask', 'project:update', ({ task }) => ({ id: task, expectedVersion: 1, title: 'Other' })],
  ['editTasks', 'project:update', ({ task }) => ({ tasks: [{ id: task, expectedVersion: 1 }], priority: 'LOW' })],
  ['deleteTask', 'project:update', ({ task }) => ({ id: task, expectedVersion: 1 })],
  ['restoreTask', 'project:update', ({ binnedTask }) => ({ id: binnedTask })],
  ['createActivity', 'project:update', ({ project }) => ({ projectId: project, ...meeting })],
  ['updateActivity', 'project:update', ({ activity }) => ({ id: activity, expectedVersion: 1, title: 'Other' })],
  ['deleteActivity', 'project:update', ({ activity }) => ({ id: activity, expectedVersion: 1 })],
  ['restoreActivity', 'project:update', ({ binnedActivity }) => ({ id: binnedActivity })],
  ['createComment', 'comment:write', ({ project }) => ({ projectId: project, text: 'Who drives?' })],
  ['createComment', 'comment:write', ({ task }) => ({ taskId: task, text: 'Who digs?' })],
  ['decideGate', 'project:decide', ({ project }) => ({ id: project, expectedVersion: 1, decision: 'GO' })],
  [
    'closeProject',
    'project:decide',
    ({ project }) => ({ id: project, expectedVersion: 1, result: 'CANCELLED', reasons: 'No.' }),
  ],
  ['deleteProject', 'project:delete', ({ project }) => ({ id: project, expectedVersion: 1 })],
  ['restoreProject', 'project:delete', ({ binned }) => ({ id: binned })],
];

interface Ids {
  readonly row: string;
  readonly project: string;
  readonly task: string;
  readonly binned: string;
  readonly binnedRow: string;
  readonly binnedTask: string;
  readonly activity: string;
  readonly binnedActivity: string;
}

let workspace: TestSubgraph;
let acme: TestTeam;
let bridge: Ids;
let road: Ids;

beforeAll(async () => {
  workspace = await openProjects(() => new Date('2026-03-10T08:00:00Z'));
});
afterAll(() => workspace.close());
beforeEach(async () => {
  acme = await workspace.team();
  [bridge, road] = [await addProjects(), await addProjects()];
});

async function addProjects(): Promise<Ids> {
  const [row, binnedRow, task, binnedTask] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [activity, binnedActivity] = [randomUUID(), randomUUID()];
  await workspace.database.sql(
    `insert into workspace.project (team_id, id, kind, name, status, deleted_at)
     values ($1, $2, 'WORK', 'Here', 'NOT_STARTED', null), ($1, $3, 'WORK', 'In the bin', 'NOT_STARTED', now())`,
    [acme.id, row, binnedRow],
  );
  await workspace.database.sql(
    `insert into workspace.task (team_id, id, project_id, title, deleted_at) values ($1, $2, $4, 'Dig', null), ($1, $3, $4, 'Bin', now())`,
    [acme.id, task, binnedTask, row],
  );
  await workspace.database.sql(
    `insert into workspace.activity (team_id, id, project_id, kind, title, starts_at, time_zone, deleted_at)
     values ($1, $2, $4, 'CALL', 'Ring', '2026-03-12T08:00:00Z', 'UTC', null), ($1, $3, $4, 'CALL', 'Bin', '2026-03-12T08:00:00Z', 'UTC', now())`,
    [acme.id, activity, binnedActivity, row],
  );
  const [project, binned] = [encodeId('Project', row), encodeId('Project', binnedRow)];
  return {
    ...{ row, binnedRow, project, binned, task: encodeId('Task', task), binnedTask: encodeId('Task', binnedTask) },
    ...{ activity: encodeId('Activity', activity), binnedActivity: encodeId('Activity', binnedActivity) },
  };
}

/** A viewer to whom a role of the team gives permissions in a project, and in what it has in the bin. */
async function viewerIn({ row, binnedRow }: Ids, permissions: readonly Permission[]): Promise<TestUser> {
  const viewer = await acme.user({ role: 'viewer' });
  const { membershipId } = viewer.actor;
  const role = randomUUID();
  await workspace.database.sql(`insert into identity.role (team_id, id, name, permissions) values ($1, $2, $3, $4)`, [
    ...[acme.id, role, `Role ${role}`, permissions],
  ]);
  await workspace.database.sql(
    `insert into identity.role_assignment (team_id, membership_id, role_id, project_id) values ($1, $2, $3, $4), ($1, $2, $3, $5)`,
    [acme.id, membershipId, role, row, binnedRow],
  );
  const held = new Set(permissions);
  const projects = new Map([
    [row, held],
    [binnedRow, held],
  ]);
  return { ...viewer, actor: { ...viewer.actor, grants: { version: 1, roleIds: [role], projects } } };
}

/** Whether the mutation was refused for want of a permission; that something else is missing is no refusal. */
async function isForbidden(name: string, input: Record<string, unknown>, as: TestUser): Promise<boolean> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename } }`;
  const { codes } = await workspace.as(as).send(query, { input });
  if (codes.length > 0 && codes[0] !== 'FORBIDDEN') throw workspace.masked.at(-1) ?? new Error(String(codes[0]));
  return codes.length > 0;
}

const rows = () =>
  workspace.database.sql(
    `select (select jsonb_agg(p order by id) from workspace.project p where team_id = $1) as projects,
      (select jsonb_agg(k order by id) from workspace.task k where team_id = $1) as tasks,
      (select jsonb_agg(a order by id) from workspace.activity a where team_id = $1) as activities,
      (select jsonb_agg(c order by id) from workspace.comment c where team_id = $1) as comments`,
    [acme.id],
  );

const held: Readonly<Record<'viewer' | 'member' | 'admin' | 'owner', readonly Permission[]>> = {
  viewer: [],
  member: ['project:update', 'comment:write'],
  admin: ['project:update', 'comment:write', 'project:decide', 'project:delete'],
  owner: ['project:update', 'comment:write', 'project:decide', 'project:delete'],
};

describe.each(mutations)('%s needs %s', (name, permission, inputOf) => {
  test('of the system role', async () => {
    for (const role of ['viewer', 'member', 'admin', 'owner'] as const) {
      const before = await rows();
      const isRefused = await isForbidden(name, inputOf(bridge), await acme.user({ role }));

      expect([role, isRefused]).toEqual([role, !held[role].includes(permission)]);
      if (isRefused) expect(await rows()).toEqual(before);
    }
  });

  test('or of a role in the project: there and nowhere else, and that permission and no other', async () => {
    const others = mutations.map(([, needed]) => needed).filter((needed) => needed !== permission);
    const [lead, helper] = [await viewerIn(bridge, [permission]), await viewerIn(bridge, [...new Set(others)])];
    const before = await rows();

    expect(await isForbidden(name, inputOf(road), lead)).toBe(true);
    expect(await isForbidden(name, inputOf(bridge), helper)).toBe(true);
    expect(await rows()).toEqual(before);
    expect(await isForbidden(name, inputOf(bridge), lead)).toBe(false);
  });

  test('at this moment: a role that was taken away counts for nothing, whatever the token says', async () => {
    const lead = await viewerIn(bridge, [permission]);
    await workspace.database.sql('delete from identity.role_assignment where project_id = any ($1)', [
      [bridge.row, bridge.binnedRow],
    ]);
    const elsewhere = await viewerIn(road, [permission]);
    const grants = { version: 1, roleIds: [], projects: lead.actor.grants?.projects ?? new Map() };
    const stale = { ...elsewhere, actor: { ...elsewhere.actor, grants } };
    const before = await rows();

    expect(await isForbidden(name, inputOf(bridge), lead)).toBe(true);
    expect(await isForbidden(name, inputOf(bridge), stale)).toBe(true);
    expect(await rows()).toEqual(before);
  });
});

describe('an activity of an entry', () => {
  test('belongs to no project, so that a role in one is not enough for it', async () => {
    const tender = await addTender(workspace.database);
    const lead = await viewerIn(bridge, ['project:update']);
    const [entry, activity, binned] = [randomUUID(), randomUUID(), randomUUID()];
    await workspace.database.sql('insert into workspace.entry (team_id, id, tender_id) values ($1, $2, $3)', [
      ...[acme.id, entry, tender.row],
    ]);
    await workspace.database.sql(
      `insert into workspace.activity (team_id, id, entry_id, kind, title, starts_at, time_zone, deleted_at)
       values ($1, $2, $4, 'CALL', 'Ring', now(), 'UTC', null), ($1, $3, $4, 'CALL', 'Bin', now(), 'UTC', now())`,
      [acme.id, activity, binned, entry],
    );
    const [id, binnedId, entryId] = [
      encodeId('Activity', activity),
      encodeId('Activity', binned),
      encodeId('Entry', entry),
    ];
    const before = await rows();

    expect(await isForbidden('createActivity', { entryId, ...meeting }, lead)).toBe(true);
    expect(await isForbidden('updateActivity', { id, expectedVersion: 1, title: 'Other' }, lead)).toBe(true);
    expect(await isForbidden('deleteActivity', { id, expectedVersion: 1 }, lead)).toBe(true);
    expect(await isForbidden('restoreActivity', { id: binnedId }, lead)).toBe(true);
    expect(await rows()).toEqual(before);
    expect(await isForbidden('updateActivity', { id, expectedVersion: 1, title: 'Other' }, await acme.user())).toBe(
      false,
    );
  });
});

describe('a comment by a role in one project', () => {
  const send = (as: TestUser, name: string, input: Record<string, unknown>) =>
    sendComment(workspace, name, { as, input });
  const commentIn = async (as: TestUser, input: Record<string, unknown>): Promise<string> =>
    (await send(as, 'createComment', { text: 'Who drives?', ...input })).result.comment.id;
  const forbidden = { codes: ['FORBIDDEN'] };

  test('is written, mentions, is changed, deleted and restored by its author, and read by everybody', async () => {
    const [lead, colleague] = [await viewerIn(bridge, ['comment:write']), await acme.user({ role: 'viewer' })];
    const mentioned = encodeId('Member', colleague.actor.membershipId);

    const id = await commentIn(lead, { taskId: bridge.task, mentionIds: [mentioned] });
    const changed = await send(lead, 'updateComment', { id, expectedVersion: 1, text: 'I do.' });
    const deleted = await send(lead, 'deleteComment', { id, expectedVersion: 2 });
    const restored = await send(lead, 'restoreComment', { id });

    expect(changed.result.comment).toMatchObject({ text: 'I do.', mentions: [{ id: mentioned }] });
    expect([deleted.result.deletedId, restored.result.comment.deletedAt]).toEqual([id, null]);
    expect(await commentsOn(workspace, { as: colleague, field: 'task', id: bridge.task })).toEqual(['I do.']);
  });

  test('is not written about an entry, which belongs to no project', async () => {
    const tender = await addTender(workspace.database);
    const lead = await viewerIn(bridge, ['comment:write']);
    const entry = randomUUID();
    await workspace.database.sql('insert into workspace.entry (team_id, id, tender_id) values ($1, $2, $3)', [
      ...[acme.id, entry, tender.row],
    ]);
    const before = await rows();

    expect(await send(lead, 'createComment', { entryId: encodeId('Entry', entry), text: 'Mine' })).toMatchObject(
      forbidden,
    );
    expect(await rows()).toEqual(before);
  });

  test('is changed by its author no more once the role was taken away', async () => {
    const lead = await viewerIn(bridge, ['comment:write']);
    const id = await commentIn(lead, { projectId: bridge.project });
    await workspace.database.sql('delete from identity.role_assignment where project_id = $1', [bridge.row]);
    const before = await rows();

    expect(await send(lead, 'updateComment', { id, expectedVersion: 1, text: 'Late' })).toMatchObject(forbidden);
    expect(await send(lead, 'deleteComment', { id, expectedVersion: 1 })).toMatchObject(forbidden);
    expect(await rows()).toEqual(before);
  });

  test('of others is deleted and restored with `comment:manage`: there and nowhere else', async () => {
    const clerk = await acme.user();
    const [there, elsewhere] = [
      await commentIn(clerk, { projectId: bridge.project }),
      await commentIn(clerk, { projectId: road.project }),
    ];
    const [writer, moderator] = [
      await viewerIn(bridge, ['comment:write']),
      await viewerIn(bridge, ['comment:write', 'comment:manage']),
    ];
    const before = await rows();

    expect(await send(writer, 'deleteComment', { id: there, expectedVersion: 1 })).toMatchObject(forbidden);
    expect(await send(moderator, 'deleteComment', { id: elsewhere, expectedVersion: 1 })).toMatchObject(forbidden);
    expect(await send(moderator, 'updateComment', { id: there, expectedVersion: 1, text: 'Mine' })).toMatchObject(
      forbidden,
    );
    expect(await rows()).toEqual(before);
    const deleted = await send(moderator, 'deleteComment', { id: there, expectedVersion: 1 });
    const restored = await send(moderator, 'restoreComment', { id: there });
    expect([deleted.result.deletedId, restored.result.comment.id]).toEqual([there, there]);
  });
});
