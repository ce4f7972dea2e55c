import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import type { Untyped } from '../kit/client.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import type { TestSubgraph } from '../kit/subgraph.js';
import { addTender } from '../kit/tender-rows.js';
import { openProjects, send as sendProject } from './project-requests.js';

const fields = `id kind title notes startsAt endsAt timeZone place shipleyStep tags customFields { name value } priority status
  completionPercent completedAt isOverdue version deletedAt assignee { id } project { id } entry { id }
  participants { member { id } name email part answer answeredAt }`;
const problems = '... on InvalidInput { problems { path code message } } ... on NotFound { message path }';
const conflict = `... on ActivityConflict { current { ${fields} } }`;
const extras: Readonly<Record<string, string>> = { updateActivity: conflict, deleteActivity: conflict };

let workspace: TestSubgraph;
let acme: TestTeam;
let clerk: TestUser;
let clerkId: string;
let projectId: string;
let clock: Date;

beforeAll(async () => {
  workspace = await openProjects(() => clock);
});
afterAll(() => workspace.close());
beforeEach(async () => {
  clock = new Date('2026-03-10T08:00:00Z');
  acme = await workspace.team();
  clerk = await acme.user();
  clerkId = encodeId('Member', clerk.actor.membershipId);
  projectId = (await sendProject(workspace, 'createProject', { as: clerk, input: { name: 'Pipes' } })).project.id;
});

async function send(name: string, input: Record<string, unknown>, as: TestUser = clerk): Promise<Untyped> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename
    ... on ${type}Success { activity { ${fields} } } ${problems} ${extras[name] ?? ''} } }`;
  const { data, errors } = await workspace.as(as).send(query, { input });
  if (errors.length > 0) throw workspace.masked.at(-1) ?? new Error(JSON.stringify(errors));
  return data[name];
}

const meeting = { kind: 'MEETING', title: 'Kick-off', startsAt: '2026-03-12T08:00:00Z' };

async function activity(input: Record<string, unknown> = {}): Promise<Untyped> {
  const made = await send('createActivity', { projectId, ...meeting, ...input });
  return made.activity ?? made;
}

const allActivities = () =>
  workspace.database.sql(`select
    (select jsonb_agg(a order by a.id) from workspace.activity a) as activities,
    (select jsonb_agg(q order by q.id) from workspace.activity_participant q) as participants`);

async function titles(variables: Record<string, unknown> = {}, as = clerk): Promise<string[]> {
  const query = `query ($filter: ActivityFilter, $orderBy: ActivityOrder! = STARTS_AT_ASC) {
    activities(filter: $filter, orderBy: $orderBy) { nodes { title } totalCount } }`;
  const data: Untyped = await workspace.as(as).data(query, variables);
  expect(data.activities.totalCount).toBe(data.activities.nodes.length);
  return data.activities.nodes.map(({ title }: { title: string }) => title);
}

describe('an activity', () => {
  test('is created with all that is known of it, in the time zone of the team', async () => {
    const made = await activity({
      kind: 'REVIEW',
      notes: 'Bring the draft.',
      endsAt: '2026-03-12T10:00:00Z',
      place: 'Board room',
      shipleyStep: 'RED_TEAM',
      tags: ['bid', 'bid', 'draft'],
      customFields: [{ name: 'Dial-in', value: '011' }],
      priority: 'HIGH',
      assigneeId: clerkId,
      participants: [
        { memberId: clerkId, part: 'ORGANIZER' },
        { name: 'Grace', email: 'Grace@Example.org' },
      ],
    });

    expect(made).toMatchObject({
      ...{ kind: 'REVIEW', title: 'Kick-off', notes: 'Bring the draft.', place: 'Board room', shipleyStep: 'RED_TEAM' },
      ...{ startsAt: '2026-03-12T08:00:00.000Z', endsAt: '2026-03-12T10:00:00.000Z', timeZone: 'Africa/Johannesburg' },
      ...{ tags: ['bid', 'draft'], customFields: [{ name: 'Dial-in', value: '011' }], priority: 'HIGH', version: 1 },
      ...{ status: 'PLANNED', completionPercent: 0, isOverdue: false, project: { id: projectId }, entry: null },
      assignee: { id: clerkId },
      participants: [
        { member: { id: clerkId }, name: null, email: null, part: 'ORGANIZER', answer: 'INVITED', answeredAt: null },
        { member: null, name: 'Grace', email: 'grace@example.org', part: 'REQUIRED', answer: 'INVITED' },
      ],
    });
  });

  test('belongs to an entry as well, and goes with it', async () => {
    const tender = await addTender(workspace.database);
    const [entry] = await workspace.database.sql<{ id: string }>(
      'insert into workspace.entry (team_id, tender_id) values ($1, $2) returning id',
      [acme.id, tender.row],
    );
    const entryId = encodeId('Entry', entry?.id ?? '');

    const made = await send('createActivity', { ...meeting, entryId });
    const data: Untyped = await workspace
      .as(clerk)
      .data('query ($ids: [ID!]) { entries(filter: { ids: $ids }) { nodes { activities { nodes { title } } } } }', {
        ids: [entryId],
      });

    expect(made.activity).toMatchObject({ project: null, entry: { id: entryId } });
    expect(data.entries.nodes).toEqual([{ activities: { nodes: [{ title: 'Kick-off' }] } }]);
    await workspace.database.sql('delete from workspace.entry where id = $1', [entry?.id]);
    expect(await titles()).toEqual([]);
  });

  test.each([
    ['neither project nor entry', { projectId: null }, ['projectId']],
    ['an end before its beginning', { endsAt: '2026-03-12T07:59:59Z' }, ['endsAt']],
    ['a zone that is none', { timeZone: 'Mars/Olympus' }, ['timeZone']],
    ['21 tags', { tags: Array.from({ length: 21 }, (_, index) => `tag ${index}`) }, ['tags']],
    ['a field twice', { customFields: ['a', 'b'].map((value) => ({ name: 'x', value })) }, ['customFields']],
    ['a person twice', { participants: [{ name: 'Grace' }, { name: 'Grace' }] }, ['participants']],
    ['a participant who is nobody', { participants: [{ part: 'OPTIONAL' }] }, ['participants', '0']],
  ])('is refused with %s', async (_name, input, path) => {
    const before = await allActivities();

    expect((await activity(input)).problems).toMatchObject([{ path }]);
    expect(await allActivities()).toEqual(before);
  });

  test('is overdue once it is over, until it is completed, and completing is 100 percent', async () => {
    const { id } = await activity();
    clock = new Date('2026-03-12T08:00:01Z');

    expect([await titles({ filter: { isOverdue: true } }), await titles({ filter: { isOverdue: false } })]).toEqual([
      ['Kick-off'],
      [],
    ]);
    const half = await send('updateActivity', { id, expectedVersion: 1, completionPercent: 50 });
    const done = await send('updateActivity', { id, expectedVersion: 2, status: 'COMPLETED' });
    const undone = await send('updateActivity', { id, expectedVersion: 3, status: 'PLANNED' });
    const whole = await send('updateActivity', { id, expectedVersion: 4, completionPercent: 100 });
    const wrong = await send('updateActivity', {
      ...{ id, expectedVersion: 5, status: 'COMPLETED', completionPercent: 99 },
    });
    const shown = [half, done, undone, whole].map(
      ({ activity: { status, completionPercent, isOverdue, completedAt } }) =>
        `${status} ${completionPercent} ${isOverdue} ${completedAt !== null}`,
    );

    expect(shown).toEqual([
      'PLANNED 50 true false',
      'COMPLETED 100 false true',
      'PLANNED 0 true false',
      'COMPLETED 100 false true',
    ]);
    expect(wrong.problems).toMatchObject([{ path: ['completionPercent'] }]);
  });

  test('that has changed is not overwritten, and what changes nothing keeps the version', async () => {
    const { id } = await activity({ participants: [{ name: 'Grace' }] });
    await send('updateActivity', { id, expectedVersion: 1, title: 'Second' });
    const before = await allActivities();

    const late = await send('updateActivity', { id, expectedVersion: 1, title: 'Late' });
    const same = await send('updateActivity', {
      ...{ id, expectedVersion: 2, title: 'Second', participants: [{ name: 'Grace' }] },
    });

    expect(late).toMatchObject({ __typename: 'ActivityConflict', current: { title: 'Second', version: 2 } });
    expect(same).toMatchObject({ __typename: 'UpdateActivitySuccess', activity: { version: 2 } });
    expect(await allActivities()).toEqual(before);
  });

  test('goes into the bin and comes back, and goes out of sight with its project', async () => {
    const { id } = await activity();

    await send('deleteActivity', { id, expectedVersion: 1 });
    const hidden = [await titles(), await titles({ filter: { isDeleted: true } })];
    await send('restoreActivity', { id });
    const back = await titles();
    const chief = await acme.user({ role: 'admin' });
    await sendProject(workspace, 'deleteProject', { as: chief, input: { id: projectId, expectedVersion: 1 } });

    expect([...hidden, back, await titles()]).toEqual([[], ['Kick-off'], ['Kick-off'], []]);
    expect(await send('updateActivity', { id, expectedVersion: 3, title: 'Late' })).toMatchObject({
      __typename: 'NotFound',
    });
  });
});

describe('participants', () => {
  test('answer for themselves, viewers too, and nobody else does', async () => {
    const viewer = await acme.user({ role: 'viewer' });
    const viewerId = encodeId('Member', viewer.actor.membershipId);
    const { id } = await activity({ participants: [{ memberId: viewerId }, { name: 'Grace' }] });

    const yes = await send('answerActivity', { id, answer: 'TENTATIVE' }, viewer);
    const stranger = await send('answerActivity', { id, answer: 'DECLINED' });

    expect(yes.activity).toMatchObject({
      version: 1,
      participants: expect.arrayContaining([
        expect.objectContaining({
          member: { id: viewerId },
          answer: 'TENTATIVE',
          answeredAt: clock.toISOString(),
        }),
      ]),
    });
    expect(stranger).toMatchObject({ __typename: 'NotFound' });
  });

  test('who stay keep what they answered, and those outside answer through the team', async () => {
    const { id } = await activity({ participants: [{ memberId: clerkId }, { name: 'Peter' }] });
    await send('answerActivity', { id, answer: 'ACCEPTED' });

    const changed = await send('updateActivity', {
      ...{ id, expectedVersion: 1 },
      participants: [
        { memberId: clerkId, part: 'OPTIONAL' },
        { name: 'Grace', answer: 'DECLINED' },
      ],
    });

    expect(changed.activity.participants).toMatchObject([
      { member: { id: clerkId }, part: 'OPTIONAL', answer: 'ACCEPTED' },
      { name: 'Grace', answer: 'DECLINED' },
    ]);
  });

  test('of another team are nobody, and who leaves the team leaves the list', async () => {
    const stranger = await (await workspace.team()).user();
    const leaver = await acme.user();
    const memberOf = ({ actor }: TestUser) => encodeId('Member', actor.membershipId);
    const refused = await activity({ participants: [{ memberId: memberOf(stranger) }] });
    const { id } = await activity({ participants: [{ memberId: memberOf(leaver) }] });

    await workspace.database.sql('delete from identity.membership where id = $1', [leaver.actor.membershipId]);
    const data: Untyped = await workspace
      .as(clerk)
      .data('query ($id: ID!) { activity(id: $id) { participants { name } } }', { id });

    expect(refused.problems).toMatchObject([{ path: ['participants', '0', 'memberId'], code: 'NOT_IN_TEAM' }]);
    expect(data.activity.participants).toEqual([]);
  });
});

describe('the list of activities', () => {
  test('is filtered and ordered', async () => {
    await activity({ title: 'Later', startsAt: '2026-05-01T08:00:00Z', tags: ['late'] });
    await activity({ title: 'Sooner', startsAt: '2026-04-01T08:00:00Z', participants: [{ memberId: clerkId }] });
    await activity({ title: 'Review', kind: 'REVIEW', shipleyStep: 'PINK_TEAM', assigneeId: clerkId });

    const filtered = (filter: Record<string, unknown>) => titles({ filter });
    expect(await titles()).toEqual(['Review', 'Sooner', 'Later']);
    expect(await titles({ orderBy: 'CREATED_AT_DESC' })).toEqual(['Review', 'Sooner', 'Later']);
    expect(await titles({ orderBy: 'STARTS_AT_DESC' })).toEqual(['Later', 'Sooner', 'Review']);
    expect(await filtered({ tags: ['late', 'other'] })).toEqual(['Later']);
    expect(await filtered({ memberIds: [clerkId] })).toEqual(['Review', 'Sooner']);
    expect(await filtered({ shipleySteps: ['PINK_TEAM'], kinds: ['REVIEW'] })).toEqual(['Review']);
    expect(await filtered({ starting: { from: '2026-04-01T08:00:00Z', before: '2026-05-01T08:00:00Z' } })).toEqual([
      'Sooner',
    ]);
    expect(await filtered({ statuses: ['COMPLETED'] })).toEqual([]);
  });

  test('goes on page after page', async () => {
    for (const title of ['A', 'B', 'C']) await activity({ title });
    const page = `query ($after: String) { activities(first: 1, after: $after) { nodes { title } pageInfo { endCursor hasNextPage } } }`;

    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { activities }: Untyped = await workspace.as(clerk).data(page, { after });
      seen.push(activities.nodes[0].title);
      [after, more] = [activities.pageInfo.endCursor, activities.pageInfo.hasNextPage];
    }

    expect(seen).toEqual(['A', 'B', 'C']);
  });
});
