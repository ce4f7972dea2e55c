import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeId, encodeId } from '@hub/runtime/graphql';
import type { Untyped } from '../kit/client.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import type { TestSubgraph } from '../kit/subgraph.js';
import { addTender } from '../kit/tender-rows.js';
import { allProjects, openProjects, send as sendTo } from './project-requests.js';

let workspace: TestSubgraph;
let acme: TestTeam;
let clerk: TestUser;
let clerkId: string;
const clock = new Date('2026-03-01T08:00:00Z');

beforeAll(async () => {
  workspace = await openProjects(() => clock);
});
afterAll(() => workspace.close());
beforeEach(async () => {
  await workspace.database.sql('delete from workspace.project');
  acme = await workspace.team();
  clerk = await acme.user();
  clerkId = encodeId('Member', clerk.actor.membershipId);
});

const send = (name: string, input: Record<string, unknown>, as: TestUser = clerk) =>
  sendTo(workspace, name, { as, input });

async function pursuit(input: Record<string, unknown> = {}, as: TestUser = clerk) {
  const tender = await addTender(workspace.database, { closingAt: '2026-06-01T09:00:00Z' });
  const { project } = await send('createProject', { name: 'Pipes', tenderId: tender.id, ...input }, as);
  return { ...project, tenderRow: tender.row };
}

describe('createProject', () => {
  test('makes a pursuit of a public tender, at its first stage, with the version that was looked at', async () => {
    const tender = await addTender(workspace.database);

    const answer = await send('createProject', {
      name: '  Pipes ',
      tenderId: tender.id,
      reference: 'P-1',
      priority: 'CRITICAL',
      captureManagerId: clerkId,
    });

    expect(answer).toMatchObject({
      __typename: 'CreateProjectSuccess',
      project: {
        kind: 'PURSUIT',
        name: 'Pipes',
        reference: 'P-1',
        stage: 'PHASE_0',
        status: 'ACTIVE',
        priority: 'CRITICAL',
        tender: { id: tender.id },
        tenderVersion: 1,
        tenderVersionSeen: 1,
        captureManager: { id: clerkId },
        createdBy: { id: clerkId },
        version: 1,
      },
    });
  });

  test('makes a pursuit of a tender of the team, and none of one of another team', async () => {
    const own = await ownTender(acme);
    const foreign = await ownTender(await workspace.team());

    const made = await send('createProject', { name: 'Ours', tenderId: own });
    const refused = await send('createProject', { name: 'Theirs', tenderId: foreign });
    const unknown = await send('createProject', { name: 'Nothing', tenderId: encodeId('Tender', randomUUID()) });

    expect(made.project).toMatchObject({ kind: 'PURSUIT', tender: { id: own }, tenderVersion: null });
    expect(refused).toEqual({ __typename: 'NotFound', message: 'There is no tender with this id.' });
    expect(unknown).toEqual(refused);
  });

  test('makes other work without a tender', async () => {
    const { project } = await send('createProject', { name: 'Move the office' });

    expect(project).toMatchObject({ kind: 'WORK', stage: null, status: 'NOT_STARTED', tender: null });
  });

  test('refuses a reference that another project of the team has, and not one of another team', async () => {
    await send('createProject', { name: 'First', reference: 'P-1' });
    const stranger = await (await workspace.team()).user();

    const taken = await send('createProject', { name: 'Second', reference: 'P-1' });
    const free = await send('createProject', { name: 'Theirs', reference: 'P-1' }, stranger);

    expect(taken).toEqual({ __typename: 'InvalidInput', problems: [{ path: ['reference'], code: 'NAME_TAKEN' }] });
    expect(free.__typename).toBe('CreateProjectSuccess');
  });

  test('makes as many as the plan allows, however many are made at once', async () => {
    const small = await workspace.team({ plan: 'FREE' });
    const owner = await small.user({ role: 'admin' });

    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => send('createProject', { name: `Number ${index}` }, owner)),
    );

    const names = answers.map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'CreateProjectSuccess')).toHaveLength(3);
    expect(names.filter((name) => name === 'LimitReached')).toHaveLength(47);
    expect(answers.find(({ __typename }) => __typename === 'LimitReached')).toMatchObject({ max: 3, used: 3 });
  });

  test('leaves room again when one is put into the bin, which then has none to come back to', async () => {
    const owner = await (await workspace.team({ plan: 'FREE' })).user({ role: 'admin' });
    const made = [];
    for (const name of ['One', 'Two', 'Three']) made.push(await send('createProject', { name }, owner));
    const { id } = made[0].project;

    await send('deleteProject', { id, expectedVersion: 1 }, owner);
    const next = await send('createProject', { name: 'Four' }, owner);
    const restored = await send('restoreProject', { id }, owner);

    expect([next.__typename, restored.__typename]).toEqual(['CreateProjectSuccess', 'LimitReached']);
  });
});

describe('updateProject', () => {
  test('changes what is given, counts the change, and keeps the version when nothing changes', async () => {
    const { id } = await pursuit({ description: 'Long' });

    const changed = await send('updateProject', { id, expectedVersion: 1, winProbability: 60, description: null });
    const same = await send('updateProject', { id, expectedVersion: 2, winProbability: 60 });

    expect(changed.project).toMatchObject({ name: 'Pipes', description: null, winProbability: 60, version: 2 });
    expect(same.project.version).toBe(2);
  });

  test('answers a late change with the project as it is, and changes nothing', async () => {
    const { id } = await pursuit();
    await send('updateProject', { id, expectedVersion: 1, name: 'Second' });
    const before = await allProjects(workspace);

    const late = await send('updateProject', { id, expectedVersion: 1, name: 'Late' });

    expect(late).toMatchObject({ __typename: 'ProjectConflict', current: { name: 'Second', version: 2 } });
    expect(await allProjects(workspace)).toEqual(before);
  });

  test('lets exactly one of ten changes on the same version win', async () => {
    const { id } = await pursuit();

    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        send('updateProject', { id, expectedVersion: 1, name: `Name ${index}` }),
      ),
    );

    expect(answers.filter(({ __typename }) => __typename === 'UpdateProjectSuccess')).toHaveLength(1);
    expect(answers.filter(({ __typename }) => __typename === 'ProjectConflict')).toHaveLength(9);
  });

  test.each([
    ['a chance above 100', { winProbability: 101 }, ['winProbability']],
    ['an empty name', { name: ' ' }, ['name']],
    ['a name of 201 characters', { name: 'x'.repeat(201) }, ['name']],
    ['nothing to change', {}, []],
  ])('refuses %s, and changes nothing', async (_name, input, path) => {
    const { id } = await pursuit();
    const before = await allProjects(workspace);

    const answer = await send('updateProject', { id, expectedVersion: 1, ...input });

    expect(answer).toMatchObject({ __typename: 'InvalidInput', problems: [{ path }] });
    expect(await allProjects(workspace)).toEqual(before);
  });

  test('keeps what was created when its creator leaves the team', async () => {
    const leaver = await acme.user();
    const { id } = await pursuit({ captureManagerId: encodeId('Member', leaver.actor.membershipId) }, leaver);

    await workspace.database.sql('delete from identity.membership where id = $1', [leaver.actor.membershipId]);

    const { data } = await workspace
      .as(clerk)
      .send('query ($id: ID!) { project(id: $id) { name createdBy { id } captureManager { id } } }', { id });
    expect(data.project).toEqual({ name: 'Pipes', createdBy: null, captureManager: null });
  });
});

describe('setProjectMembers', () => {
  const members = 'query ($id: ID!) { project(id: $id) { version members { member { id } role expiresAt } } }';

  test('replaces who works on it, and shows nobody whose time has ended', async () => {
    const [colleague, temp] = [await acme.user(), await acme.user()];
    const { id } = await pursuit();
    await send('setProjectMembers', { id, expectedVersion: 1, members: [{ memberId: clerkId }] });

    await send('setProjectMembers', {
      id,
      expectedVersion: 2,
      members: [
        { memberId: encodeId('Member', colleague.actor.membershipId), role: 'MANAGER' },
        { memberId: encodeId('Member', temp.actor.membershipId), expiresAt: '2026-03-01T07:59:59Z' },
      ],
    });

    const { data } = await workspace.as(clerk).send(members, { id });
    expect(data.project).toEqual({
      version: 3,
      members: [{ member: { id: encodeId('Member', colleague.actor.membershipId) }, role: 'MANAGER', expiresAt: null }],
    });
  });

  test('refuses somebody of another team, and changes nothing', async () => {
    const stranger = await (await workspace.team()).user();
    const { id } = await pursuit();
    const before = await allProjects(workspace);

    const answer = await send('setProjectMembers', {
      id,
      expectedVersion: 1,
      members: [{ memberId: clerkId }, { memberId: encodeId('Member', stranger.actor.membershipId) }],
    });

    expect(answer.problems).toEqual([{ path: ['members', '1', 'memberId'], code: 'NOT_IN_TEAM' }]);
    expect(await allProjects(workspace)).toEqual(before);
  });
});

describe('the bin', () => {
  test('keeps a project out of the list until it is restored, with who deleted it and when', async () => {
    const admin = await acme.user({ role: 'admin' });
    const { id } = await pursuit();
    const list =
      '{ projects { totalCount } bin: projects(filter: { isDeleted: true }) { nodes { id deletedAt deletedBy { id } } } }';

    const { deletedId } = await send('deleteProject', { id, expectedVersion: 1 }, admin);

    const { data } = await workspace.as(clerk).send(list);
    expect(deletedId).toBe(id);
    const deletedBy = { id: encodeId('Member', admin.actor.membershipId) };
    expect(data).toEqual({
      projects: { totalCount: 0 },
      bin: { nodes: [{ id, deletedAt: clock.toISOString(), deletedBy }] },
    });
    expect(await send('updateProject', { id, expectedVersion: 2, name: 'Late' })).toMatchObject({
      __typename: 'NotFound',
    });

    await send('restoreProject', { id }, admin);

    const { data: after } = await workspace.as(clerk).send(list);
    expect(after).toEqual({ projects: { totalCount: 1 }, bin: { nodes: [] } });
  });
});

describe('projects', () => {
  test('are listed in the order in which their tenders close, as the team reads them', async () => {
    const [soon, later, never] = [
      await pursuit({ name: 'Soon' }),
      await pursuit({ name: 'Later' }),
      await send('createProject', { name: 'Work' }),
    ];
    await workspace.database.sql(
      `insert into tenders.tender_override (team_id, tender_id, field, value, reason) values ($1, $2, 'CLOSING_AT', '2026-05-01T09:00:00.000Z', 'By phone.')`,
      [acme.id, soon.tenderRow],
    );
    const page = `query ($after: String, $order: ProjectOrder!) { projects(orderBy: $order, first: 2, after: $after) {
      nodes { name closingAt } pageInfo { endCursor hasNextPage } } }`;

    const first = await workspace.as(clerk).data(page, { order: 'CLOSING_AT_ASC' });
    const second = await workspace.as(clerk).data(page, {
      order: 'CLOSING_AT_ASC',
      after: first.projects.pageInfo.endCursor,
    });

    expect([later.name, never.project.name]).toEqual(['Later', 'Work']);
    expect([...first.projects.nodes, ...second.projects.nodes]).toEqual([
      { name: 'Soon', closingAt: '2026-05-01T09:00:00.000Z' },
      { name: 'Later', closingAt: '2026-06-01T09:00:00.000Z' },
      { name: 'Work', closingAt: null },
    ]);
  });

  test.each([
    ['NAME_ASC', ['A', 'B', 'C']],
    ['NAME_DESC', ['C', 'B', 'A']],
    ['PRIORITY_DESC', ['B', 'A', 'C']],
    ['PRIORITY_ASC', ['C', 'A', 'B']],
    ['CREATED_AT_ASC', ['B', 'C', 'A']],
    ['CREATED_AT_DESC', ['A', 'C', 'B']],
    ['UPDATED_AT_ASC', ['B', 'C', 'A']],
    ['UPDATED_AT_DESC', ['A', 'C', 'B']],
  ])('are sorted by %s, page after page', async (order, names) => {
    for (const [name, priority] of [
      ['B', 'CRITICAL'],
      ['C', 'LOW'],
      ['A', 'HIGH'],
    ])
      await send('createProject', { name, priority });
    const page = `query ($after: String, $order: ProjectOrder!) { projects(orderBy: $order, first: 1, after: $after) {
      nodes { name } pageInfo { endCursor hasNextPage } } }`;

    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: Untyped = await workspace.as(clerk).data(page, { order, after });
      const { projects } = answer;
      seen.push(...projects.nodes.map(({ name }: { name: string }) => name));
      after = projects.pageInfo.hasNextPage ? projects.pageInfo.endCursor : null;
    } while (after !== null);

    expect(seen).toEqual(names);
  });

  test('are filtered by what they are and who works on them', async () => {
    const colleague = await acme.user();
    const one = await pursuit({ name: 'Led', captureManagerId: clerkId });
    const two = await pursuit({ name: 'Worked on' }, colleague);
    await send('setProjectMembers', { id: two.id, expectedVersion: 1, members: [{ memberId: clerkId }] });
    await send('createProject', { name: 'Work' });
    const named = async (filter: Record<string, unknown>) => {
      const query = `query ($filter: ProjectFilter) { projects(filter: $filter, orderBy: NAME_ASC) { nodes { name } totalCount } }`;
      const { projects } = await workspace.as(clerk).data(query, { filter });
      expect(projects.totalCount).toBe(projects.nodes.length);
      return projects.nodes.map(({ name }: { name: string }) => name);
    };

    expect(await named({ kinds: ['WORK'] })).toEqual(['Work']);
    expect(await named({ stages: ['PHASE_0'] })).toEqual(['Led', 'Worked on']);
    expect(await named({ statuses: ['NOT_STARTED'] })).toEqual(['Work']);
    expect(await named({ memberIds: [clerkId] })).toEqual(['Led', 'Worked on']);
    expect(await named({ createdByIds: [encodeId('Member', colleague.actor.membershipId)] })).toEqual(['Worked on']);
    expect(await named({ tenderIds: [one.tender.id] })).toEqual(['Led']);
    const own = decodeId('Tender', await ownTender(acme));
    await send('createProject', { name: 'Own', tenderId: encodeId('TeamTender', own) });
    expect(await named({ tenderIds: [encodeId('TeamTender', own)] })).toEqual(['Own']);
    expect(await named({ tenderIds: [encodeId('Tender', own), one.tender.id] })).toEqual(['Led', 'Own']);
    await expect(named({ tenderIds: [clerkId] })).rejects.toThrow();
    expect(await named({ closing: { from: '2026-06-01T09:00:00Z' }, ids: [] })).toEqual(['Led', 'Worked on']);
    expect(await named({ closing: { before: '2026-06-01T09:00:00Z' } })).toEqual([]);
  });
});

/** The id of a tender that came through a source of a team. */
async function ownTender({ id: team }: TestTeam): Promise<string> {
  const id = randomUUID();
  const { sql } = workspace.database;
  await sql(
    `insert into tenders.team_source (team_id, id, kind, name, url) values ($1, $2, 'json', 'Own', 'https://example.org/')`,
    [team, id],
  );
  await sql(
    `insert into tenders.team_tender (team_id, id, team_source_id, external_id, title, lifecycle, raw, content_hash)
     values ($1, $2, $2, 'A-1', 'Own', 'LIVE', '{}', sha256('x'))`,
    [team, id],
  );
  return encodeId('Tender', id);
}
