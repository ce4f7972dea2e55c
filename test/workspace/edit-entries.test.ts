import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import type { Untyped } from '../kit/client.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { addTender } from '../kit/tender-rows.js';
import { allEntries, openWorkspace, track, type Workspace } from './entry-requests.js';

const mutation = `mutation ($input: EditEntriesInput!) { editEntries(input: $input) { __typename
  ... on InvalidInput { problems { path code } }
  ... on EditEntriesSuccess { entries { id status priority version assignee { id } } results { __typename
    ... on NotFound { code } ... on InvalidInput { problems { path code } } ... on EntryConflict { current { version } } } } } }`;

let workspace: Workspace;
let acme: TestTeam;
let clerk: TestUser;
let ids: string[];

beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.close());
beforeEach(async () => {
  await workspace.database.sql('delete from workspace.entry');
  acme = await workspace.team();
  clerk = await acme.user();
  ids = [];
  for (let count = 0; count < 3; count += 1)
    ids.push(await track(workspace, clerk.actor, { tenderId: (await addTender(workspace.database)).id }));
});

const edit = async (input: Record<string, unknown>, as: TestUser = clerk): Promise<Untyped> =>
  (await workspace.as(as).data(mutation, { input })).editEntries;
const first = (id: string | undefined) => ({ id, expectedVersion: 1 });
const idOf = ({ actor }: TestUser) => encodeId('Member', actor.membershipId);

describe('editEntries', () => {
  test('changes many alike, with a result for each in the order of the input', async () => {
    const colleague = await acme.user();
    await edit({ entries: [first(ids[1])], priority: 'LOW' });
    const gone = encodeId('Entry', '0197f0a0-1111-7222-8333-444455556661');

    const entries = [first(ids[2]), first(ids[1]), first(gone), first(ids[0])];
    const answer = await edit({ entries, status: 'INTERESTED', assigneeId: idOf(colleague) });

    expect(answer.results).toEqual([
      { __typename: 'UpdateEntrySuccess' },
      { __typename: 'EntryConflict', current: { version: 2 } },
      { __typename: 'NotFound', code: 'NOT_FOUND' },
      { __typename: 'UpdateEntrySuccess' },
    ]);
    expect(answer.entries).toEqual(
      [ids[2], ids[0]].map((id) => ({
        ...{ id, status: 'INTERESTED', priority: 'MEDIUM', version: 2, assignee: { id: idOf(colleague) } },
      })),
    );
  });

  test('keeps the version of an entry that it leaves as it is', async () => {
    const { entries } = await edit({ entries: [first(ids[0])], priority: 'MEDIUM' });

    expect(entries).toMatchObject([{ version: 1 }]);
  });

  test.each([
    ['no entries', { entries: [], status: 'PENDING' }],
    ['more than a hundred', { entries: Array.from({ length: 101 }, () => first('')), status: 'PENDING' }],
    ['one twice', () => ({ entries: [first(ids[0]), first(ids[0])], status: 'PENDING' })],
    ['nothing to change', () => ({ entries: [first(ids[0])] })],
    ['a status of null', () => ({ entries: [first(ids[0])], status: null })],
  ])('refuses %s, and changes nothing', async (_what, input) => {
    const before = await allEntries(workspace);
    const sent: Untyped = typeof input === 'function' ? input() : input;
    const filled = sent.entries.map((one: Untyped) => ({ ...one, id: one.id || ids[0] }));

    expect((await edit({ ...sent, entries: filled })).__typename).toBe('InvalidInput');
    expect(await allEntries(workspace)).toEqual(before);
  });

  test('gives entries to nobody of another team, and changes nothing for a viewer', async () => {
    const [stranger, viewer] = [await (await workspace.team()).user(), await acme.user({ role: 'viewer' })];
    const before = await allEntries(workspace);

    const { results } = await edit({ entries: [first(ids[0])], assigneeId: idOf(stranger) });
    const { codes } = await workspace.as(viewer).send(mutation, {
      input: { entries: [first(ids[0])], status: 'SUBMITTED' },
    });

    expect(results).toEqual([
      { __typename: 'InvalidInput', problems: [{ path: ['assigneeId'], code: 'NOT_IN_TEAM' }] },
    ]);
    expect(codes).toEqual(['FORBIDDEN']);
    expect(await allEntries(workspace)).toEqual(before);
  });
});
