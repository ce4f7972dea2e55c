import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { addTender } from '../kit/tender-rows.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { codeOf, entryQuery, openWorkspace, track, updateMutation, type Workspace } from './entry-requests.js';

let workspace: Workspace;
let acme: TestTeam;
let clerk: TestUser;
let stranger: TestUser;
const tenders: { row: string; id: string }[] = [];
/** Our entries, and the one of another team. */
const ids: string[] = [];
let theirs: string;

beforeAll(async () => {
  workspace = await openWorkspace();
  acme = await workspace.team();
  clerk = await acme.user();
  stranger = await (await workspace.team()).user();
  for (let index = 0; index < 3; index += 1) {
    const tender = await addTender(workspace.database);
    tenders.push(tender);
    ids.push(await track(workspace, clerk.actor, { tenderId: tender.id }));
  }
  theirs = await track(workspace, stranger.actor, { tenderId: tenders[0]?.id, notes: 'a secret' });
});
afterAll(() => workspace.close());

describe('entry', () => {
  test('is null for an entry of another team, as for one that does not exist', async () => {
    const foreign = await workspace.ask(entryQuery, { as: clerk.actor, variables: { id: theirs } });
    const unknown = await workspace.ask(entryQuery, {
      as: clerk.actor,
      variables: { id: encodeId('Entry', randomUUID()) },
    });

    expect(foreign).toEqual({ data: { entry: null } });
    expect(unknown).toEqual(foreign);
  });

  test('is refused with BAD_USER_INPUT for an id that is none', async () => {
    expect(codeOf(await workspace.ask(entryQuery, { as: clerk.actor, variables: { id: 'x' } }))).toBe('BAD_USER_INPUT');
  });
});

describe('entities', () => {
  const entities = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Entry { id notes } ... on Tender { id entry { id } } }
  }`;
  const resolve = (as: TestUser, representations: unknown[]) =>
    workspace.ask(entities, { as: as.actor, variables: { representations } });

  test('an entry of another team is null, as is one that does not exist', async () => {
    const unknown = encodeId('Entry', randomUUID());

    const answer = await resolve(
      clerk,
      [theirs, unknown, 'x', ids[0]].map((id) => ({ __typename: 'Entry', id })),
    );

    expect(answer).toEqual({ data: { _entities: [null, null, null, { id: ids[0], notes: null }] } });
  });

  test("a tender carries the entry of the caller's team alone", async () => {
    const representations = [tenders[0], tenders[1]].map((tender) => ({ __typename: 'Tender', id: tender?.id }));
    expect(await resolve(clerk, representations)).toEqual({
      data: {
        _entities: [
          { id: tenders[0]?.id, entry: { id: ids[0] } },
          { id: tenders[1]?.id, entry: { id: ids[1] } },
        ],
      },
    });
    expect(await resolve(stranger, representations)).toEqual({
      data: {
        _entities: [
          { id: tenders[0]?.id, entry: { id: theirs } },
          { id: tenders[1]?.id, entry: null },
        ],
      },
    });
  });

  test('nobody gets neither', async () => {
    const answer = await workspace.ask(entities, {
      variables: {
        representations: [
          { __typename: 'Entry', id: ids[0] },
          { __typename: 'Tender', id: tenders[0]?.id },
        ],
      },
    });

    expect(answer.data).toEqual({ _entities: [null, null] });
    expect(answer.errors?.map(({ extensions }) => extensions?.['code'])).toEqual([
      'UNAUTHENTICATED',
      'UNAUTHENTICATED',
    ]);
  });

  test('a change is seen by later fields of the same request', async () => {
    const query = `mutation ($id: ID!) {
      first: updateEntry(input: { id: $id, expectedVersion: 1, notes: "one" }) { ... on UpdateEntrySuccess { entry { tender { entry { notes version } } } } }
      second: updateEntry(input: { id: $id, expectedVersion: 2, notes: "two" }) { ... on UpdateEntrySuccess { entry { tender { entry { notes version } } } } }
    }`;

    const answer = await workspace.ask(query, { as: clerk.actor, variables: { id: ids[2] } });

    expect(answer).toEqual({
      data: {
        first: { entry: { tender: { entry: { notes: 'one', version: 2 } } } },
        second: { entry: { tender: { entry: { notes: 'two', version: 3 } } } },
      },
    });
  });
});

test('a partner with the permission may change entries, and no member is named for it', async () => {
  const partner = {
    kind: 'partner',
    clientId: randomUUID(),
    teamId: acme.id,
    permissions: new Set(['entry:update'] as const),
    plan: 'PRO',
  } as const;

  const answer = await workspace.ask(updateMutation, {
    as: partner,
    variables: { input: { id: ids[1], expectedVersion: 1, notes: 'from afar' } },
  });

  expect(answer.data?.['updateEntry']).toMatchObject({
    entry: { notes: 'from afar', updatedBy: null, createdBy: { id: encodeId('Member', clerk.actor.membershipId) } },
  });
});
