import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { testHub, type TestHub } from '../../kit/hub.js';
import { addNotification } from '../../kit/notification-rows.js';
import type { TestTeam, TestUser } from '../../kit/people.js';

const list = `query ($filter: NotificationFilter, $first: Int, $after: String) { me { unreadNotificationCount
  notifications(filter: $filter, first: $first, after: $after) { totalCount edges { cursor }
    nodes { id type priority title body data subjectType subjectId readAt } } } }`;
const mark = `mutation ($input: MarkNotificationsReadInput!) { markNotificationsRead(input: $input) { __typename
  ... on MarkNotificationsReadSuccess { markedCount viewer { unreadNotificationCount } } ... on NotFound { path }
  ... on InvalidInput { problems { path message } } } }`;

let hub: TestHub;
let acme: TestTeam;
let clerk: TestUser;
beforeAll(async () => {
  hub = await testHub({ stores: { redis: null } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  acme = await hub.team();
  clerk = await acme.user();
});

async function tell(user: TestUser, row: { priority?: string; searchName?: string } = {}): Promise<string> {
  return addNotification(hub.database, { ...row, teamId: user.actor.teamId, accountId: user.actor.accountId });
}

async function listed(variables: Record<string, unknown> = {}, as: TestUser = clerk) {
  const { data, errors } = await hub.ask(list, { variables, as });
  expect(errors).toEqual([]);
  const { unreadNotificationCount: unread, notifications } = Object(Object(data)['me']);
  const { nodes, edges, totalCount } = notifications as {
    nodes: Record<string, unknown>[];
    edges: { cursor: string }[];
    totalCount: number;
  };
  return { unread, totalCount, nodes, ids: nodes.map(({ id }) => id), cursors: edges.map(({ cursor }) => cursor) };
}

async function markRead(input: Record<string, unknown>, as: TestUser = clerk): Promise<unknown> {
  const { data, errors } = await hub.ask(mark, { variables: { input }, as });
  expect(errors).toEqual([]);
  return data?.['markNotificationsRead'];
}

const idOf = (row: string) => encodeId('Notification', row);

describe('the list', () => {
  test('shows what the person was told of, in words, newest first', async () => {
    const [first, second] = [await tell(clerk), await tell(clerk, { searchName: 'Roads', priority: 'HIGH' })];

    const { nodes, unread, totalCount } = await listed();

    expect(nodes).toEqual([
      {
        id: idOf(second),
        type: 'SAVED_SEARCH_MATCHED',
        priority: 'HIGH',
        title: '“Roads” found 2 new tenders',
        body: null,
        data: { searchName: 'Roads', matchCount: 2 },
        subjectType: null,
        subjectId: null,
        readAt: null,
      },
      expect.objectContaining({ id: idOf(first), title: '“Pumps” found 2 new tenders' }),
    ]);
    expect([unread, totalCount]).toEqual([2, 2]);
  });

  test('is cut into pages and filtered by id, type, priority and whether it was read', async () => {
    const [low, high] = [await tell(clerk, { priority: 'LOW' }), await tell(clerk, { priority: 'HIGH' })];
    await markRead({ ids: [idOf(low)] });

    const page = await listed({ first: 1 });
    const next = await listed({ first: 1, after: page.cursors[0] });
    const filters = [{ isUnread: true }, { isUnread: false }, { priorities: ['HIGH'] }, { ids: [idOf(low)] }];
    const found = await Promise.all(filters.map((filter) => listed({ filter })));
    const none = await listed({ filter: { types: ['EXPORT_READY'] } });

    expect([page.ids, next.ids]).toEqual([[idOf(high)], [idOf(low)]]);
    expect(found.map(({ ids }) => ids)).toEqual([[idOf(high)], [idOf(low)], [idOf(high)], [idOf(low)]]);
    expect(none.ids).toEqual([]);
  });

  test('holds nothing of a colleague, and nothing of the same person in another team', async () => {
    const colleague = await acme.user();
    const row = await tell(colleague);

    const { data } = await hub.ask('query ($id: ID!) { node(id: $id) { id } }', {
      variables: { id: idOf(row) },
      as: clerk,
    });

    expect((await listed()).ids).toEqual([]);
    expect(data).toEqual({ node: null });
    expect(await markRead({ ids: [idOf(row)] })).toEqual({ __typename: 'NotFound', path: ['ids'] });
    expect((await listed({}, colleague)).unread).toBe(1);
  });

  test('says in a plain sentence what a version of the product wrote that is gone', async () => {
    const { teamId, accountId } = clerk.actor;
    await addNotification(hub.database, { teamId, accountId, type: 'OF_OLD', data: { a: 1 } });
    await addNotification(hub.database, { teamId, accountId, type: 'EXPORT_READY', data: { a: 1 } });

    const { nodes } = await listed();

    expect(nodes.map(({ type, title }) => [type, title])).toEqual([
      ['EXPORT_READY', 'You were told of something'],
      [null, 'You were told of something'],
    ]);
  });
});

describe('marking as read', () => {
  test('marks some, or all up to a cursor, once', async () => {
    const rows = [await tell(clerk), await tell(clerk), await tell(clerk)];
    const { cursors } = await listed();

    const one = await markRead({ ids: [idOf(rows[2] ?? '')] });
    const again = await markRead({ ids: [idOf(rows[2] ?? '')] });
    const older = await markRead({ upToCursor: cursors[1] });

    const success = { __typename: 'MarkNotificationsReadSuccess' };
    expect(one).toEqual({ ...success, markedCount: 1, viewer: { unreadNotificationCount: 2 } });
    expect(again).toEqual({ ...success, markedCount: 0, viewer: { unreadNotificationCount: 2 } });
    expect(older).toEqual({ ...success, markedCount: 2, viewer: { unreadNotificationCount: 0 } });
  });

  test.each([
    [{}, ['ids'], 'Give either ids or upToCursor.'],
    [{ ids: [] }, ['ids'], 'ids may hold 1 to 100 ids.'],
    [{ upToCursor: 'x' }, ['upToCursor'], 'upToCursor is no cursor of your notifications.'],
    [{ ids: [idOf('00000000-0000-4000-8000-000000000000')], upToCursor: null }, null, null],
  ])('of %j is answered with %j', async (input, path, message) => {
    await tell(clerk);

    const answer = await markRead(input);

    expect(answer).toEqual(
      path === null
        ? { __typename: 'NotFound', path: ['ids'] }
        : { __typename: 'InvalidInput', problems: [{ path, message }] },
    );
    expect((await listed()).unread).toBe(1);
  });
});
