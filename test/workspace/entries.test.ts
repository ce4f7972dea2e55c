import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeId, encodeCursor, encodeId } from '@hub/runtime/graphql';
import { addTender } from '../kit/tender-rows.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { codeOf, entriesQuery, list, openWorkspace, track, type Workspace } from './entry-requests.js';

let workspace: Workspace;
let acme: TestTeam;
let clerk: TestUser;
let stranger: TestUser;
let assigneeId: string;
const tenders: { row: string; id: string }[] = [];
/** In the order in which they were tracked. */
const ids: string[] = [];

beforeAll(async () => {
  workspace = await openWorkspace();
  acme = await workspace.team();
  clerk = await acme.user();
  stranger = await (await workspace.team()).user();
  assigneeId = encodeId('Member', clerk.actor.membershipId);
  for (let index = 0; index < 5; index += 1) tenders.push(await addTender(workspace.database));
  const [first, second, third, fourth, fifth] = tenders;
  ids.push(await track(workspace, clerk.actor, { tenderId: first?.id }));
  ids.push(await track(workspace, clerk.actor, { tenderId: second?.id, status: 'INTERESTED', assigneeId }));
  ids.push(await track(workspace, clerk.actor, { tenderId: third?.id, status: 'INTERESTED', priority: 'HIGH' }));
  ids.push(await track(workspace, clerk.actor, { tenderId: fourth?.id, priority: 'HIGH', assigneeId }));
  ids.push(await track(workspace, clerk.actor, { tenderId: fifth?.id }));
  await track(workspace, stranger.actor, { tenderId: first?.id, notes: 'a secret' });
});
afterAll(() => workspace.close());

const at = (...places: number[]) => places.map((place) => ids[place]);

describe('entries', () => {
  test("lists the team's own entries, the newest first", async () => {
    const { ids: listed, pageInfo, cursors } = await list(workspace, clerk.actor);

    expect(listed).toEqual(at(4, 3, 2, 1, 0));
    expect(pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: cursors[0],
      endCursor: cursors[4],
    });
  });

  test.each([
    ['CREATED_AT_DESC', [4, 3, 2, 1, 0]],
    ['CREATED_AT_ASC', [0, 1, 2, 3, 4]],
    ['UPDATED_AT_DESC', [1, 4, 3, 2, 0]],
    ['UPDATED_AT_ASC', [0, 2, 3, 4, 1]],
  ])('walks %s page by page without showing a row twice or skipping one', async (orderBy, places) => {
    // Three rows share one time, so the order of equal ones matters.
    await workspace.database.sql('alter table workspace.entry disable trigger touch');
    for (const [place, second] of [
      [0, 1],
      [1, 3],
      [2, 2],
      [3, 2],
      [4, 2],
    ] as const) {
      await workspace.database.sql('update workspace.entry set updated_at = $2 where id = $1', [
        decodeId('Entry', ids[place] ?? ''),
        `2026-03-01T10:00:0${second}.123Z`,
      ]);
    }
    await workspace.database.sql('alter table workspace.entry enable trigger touch');

    const walked: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 5; pages += 1) {
      const page = await list(workspace, clerk.actor, { orderBy, first: 2, after });
      walked.push(...page.ids);
      expect(page.pageInfo.hasPreviousPage).toBe(pages > 0);
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }

    expect(walked).toEqual(at(...places));
  });

  test('keeps its place when rows are added in front of the page', async () => {
    const { pageInfo } = await list(workspace, clerk.actor, { first: 2 });
    const tender = await addTender(workspace.database);
    const added = await track(workspace, clerk.actor, { tenderId: tender.id });

    const next = await list(workspace, clerk.actor, { first: 2, after: pageInfo.endCursor });

    expect(next.ids).toEqual(at(2, 1));
    await workspace.database.sql('delete from workspace.entry where id = $1', [decodeId('Entry', added)]);
  });

  test.each([
    ['status', () => ({ statuses: ['INTERESTED'] }), [2, 1]],
    ['priority', () => ({ priorities: ['HIGH'] }), [3, 2]],
    ['assignee', () => ({ assigneeIds: [assigneeId] }), [3, 1]],
    [
      'all of them together',
      () => ({ statuses: ['INTERESTED'], priorities: ['MEDIUM'], assigneeIds: [assigneeId] }),
      [1],
    ],
    [
      'nothing, when every condition is null or an empty list',
      () => ({ ids: [], statuses: null, priorities: [], assigneeIds: null }),
      [4, 3, 2, 1, 0],
    ],
  ])('filters by %s', async (_name, filter, places) => {
    const { ids: listed } = await list(workspace, clerk.actor, { filter: filter() });

    expect(listed).toEqual(at(...places));
  });

  test('finds nothing for an assignee of another team, as for one who does not exist', async () => {
    const foreign = await list(workspace, clerk.actor, {
      filter: { assigneeIds: [encodeId('Member', stranger.actor.membershipId)] },
    });
    const unknown = await list(workspace, clerk.actor, { filter: { assigneeIds: [encodeId('Member', randomUUID())] } });

    expect(foreign.ids).toEqual([]);
    expect(unknown).toEqual(foreign);
  });

  test('is in the default order when the order is a variable that was not sent', async () => {
    const answer = await workspace.ask(
      'query ($order: EntryOrder) { entries(orderBy: $order, first: 1) { edges { node { id } } } }',
      { as: clerk.actor },
    );

    expect(answer).toEqual({ data: { entries: { edges: [{ node: { id: ids[4] } }] } } });
  });

  test('answers an empty page to first: 0 and says that there is more', async () => {
    expect(await list(workspace, clerk.actor, { first: 0 })).toEqual({
      ids: [],
      cursors: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test.each([
    ['first: -1', () => ({ first: -1 })],
    ['first: 101', () => ({ first: 101 })],
    ['a cursor that is no cursor', () => ({ after: 'nonsense' })],
    ['an empty cursor', () => ({ after: '' })],
    ['a cursor of another list', () => ({ after: encodeCursor('members', [randomUUID()]) })],
    ['a cursor of another order', () => ({ after: encodeCursor('entries:CREATED_AT_ASC', [randomUUID()]) })],
    ['a cursor without its id', () => ({ after: encodeCursor('entries:CREATED_AT_DESC', []) })],
    ['a cursor whose id is no id', () => ({ after: encodeCursor('entries:CREATED_AT_DESC', ["' or true --"]) })],
    ['a cursor with too much in it', () => ({ after: encodeCursor('entries:CREATED_AT_DESC', [1, randomUUID()]) })],
    [
      'a cursor with an impossible time',
      () => ({ orderBy: 'UPDATED_AT_DESC', after: encodeCursor('entries:UPDATED_AT_DESC', [1e300, randomUUID()]) }),
    ],
    [
      'a cursor with half a millisecond',
      () => ({ orderBy: 'UPDATED_AT_DESC', after: encodeCursor('entries:UPDATED_AT_DESC', [0.5, randomUUID()]) }),
    ],
    ['a malformed assignee', () => ({ filter: { assigneeIds: ['nobody'] } })],
  ])('answers BAD_USER_INPUT to %s', async (_name, variables) => {
    const answer = await workspace.ask(entriesQuery, { as: clerk.actor, variables: variables() });

    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(workspace.masked).toEqual([]);
  });

  test("shows nothing of a team behind a cursor made of another team's id", async () => {
    const own = await list(workspace, stranger.actor);
    const foreign = encodeCursor('entries:CREATED_AT_DESC', [decodeId('Entry', own.ids[0] ?? '')]);

    const { ids: listed } = await list(workspace, clerk.actor, { after: foreign });

    expect(listed).toEqual(at(4, 3, 2, 1, 0));
  });

  test('is refused to nobody with UNAUTHENTICATED and to people without the permission with FORBIDDEN', async () => {
    const guest = await acme.user({ can: ['tender:read'] });

    expect(codeOf(await workspace.ask(entriesQuery))).toBe('UNAUTHENTICATED');
    expect(codeOf(await workspace.ask(entriesQuery, { as: guest.actor }))).toBe('FORBIDDEN');
  });
});
