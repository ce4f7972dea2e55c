import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { graphql } from '../kit/client.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { addTender } from '../kit/tender-rows.js';
import { openWorkspace, track, type Workspace } from './entry-requests.js';

const trackTenders = graphql(`
  mutation ($input: TrackTendersInput!) {
    trackTenders(input: $input) {
      __typename
      ... on InvalidInput {
        problems {
          path
          message
        }
      }
      ... on TrackTendersSuccess {
        entries {
          id
          version
        }
        results {
          __typename
          ... on UserError {
            code
            path
          }
          ... on TrackTenderSuccess {
            entry {
              priority
              tender {
                id
              }
            }
          }
          ... on AlreadyTracked {
            entry {
              id
            }
          }
        }
      }
    }
  }
`);

const untrackTender = graphql(`
  mutation ($input: UntrackTenderInput!) {
    untrackTender(input: $input) {
      __typename
      ... on UserError {
        code
        path
      }
      ... on UntrackTenderSuccess {
        deletedId
        tender {
          id
        }
      }
      ... on EntryConflict {
        current {
          version
        }
      }
    }
  }
`);

let workspace: Workspace;
let acme: TestTeam;
let clerk: TestUser;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.close());
beforeEach(async () => {
  await workspace.database.sql('delete from workspace.entry');
  acme = await workspace.team();
  clerk = await acme.user();
});

const entryRows = () => workspace.database.sql<{ id: string }>('select id from workspace.entry order by id');
const eventsOf = (subjectId: string) =>
  workspace.database.sql<{ type: string; body: unknown }>(
    'select type, body from events.inbox where subject_id = $1 order by number',
    [subjectId],
  );

describe('trackTenders', () => {
  test('answers for each tender in the order of the input, and tracks all that it can', async () => {
    const [first, second] = [await addTender(workspace.database), await addTender(workspace.database)];
    const tracked = await track(workspace, clerk.actor, { tenderId: first.id });
    const unknown = encodeId('Tender', randomUUID());

    const { trackTenders: answer } = await workspace
      .as(clerk)
      .data(trackTenders, { input: { tenderIds: [unknown, second.id, first.id], priority: 'HIGH' } });

    expect(answer).toEqual({
      __typename: 'TrackTendersSuccess',
      entries: [
        { id: expect.any(String), version: 1 },
        { id: tracked, version: 1 },
      ],
      results: [
        { __typename: 'NotFound', code: 'NOT_FOUND', path: ['tenderIds', '0'] },
        { __typename: 'TrackTenderSuccess', entry: { priority: 'HIGH', tender: { id: second.id } } },
        { __typename: 'AlreadyTracked', code: 'ALREADY_EXISTS', path: ['tenderIds', '2'], entry: { id: tracked } },
      ],
    });
    expect(await entryRows()).toHaveLength(2);
  });

  test('leaves one event and one job for each tender that it tracked, and none when it is sent again', async () => {
    const tenders = [await addTender(workspace.database), await addTender(workspace.database)];
    const input = { tenderIds: tenders.map(({ id }) => id) };

    await workspace.as(clerk).data(trackTenders, { input });
    await workspace.as(clerk).data(trackTenders, { input });

    const rows = await entryRows();
    for (const { id } of rows)
      expect((await eventsOf(id)).map(({ type }) => type)).toEqual(['workspace.entry_tracked']);
    expect(rows).toHaveLength(2);
  });

  test('with a key is carried out once and answered alike, whatever was tracked before', async () => {
    const [before, later] = [await addTender(workspace.database), await addTender(workspace.database)];
    await track(workspace, clerk.actor, { tenderId: before.id });
    const input = { tenderIds: [before.id, later.id], idempotencyKey: randomUUID() };

    const first = await workspace.as(clerk).data(trackTenders, { input });
    const again = await workspace.as(clerk).data(trackTenders, { input });

    expect(first.trackTenders).toMatchObject({ entries: [{ version: 1 }, { version: 1 }] });
    expect(again).toEqual(first);
    expect(await entryRows()).toHaveLength(2);
  });

  test.each([
    ['no tender', [], 'Send 1 to 100 tenders.'],
    ['101 tenders', Array.from({ length: 101 }, () => encodeId('Tender', randomUUID())), 'Send 1 to 100 tenders.'],
    ['a tender twice', Array<string>(2).fill(encodeId('Tender', randomUUID())), 'Send each tender once.'],
  ])('refuses %s, and tracks nothing', async (_case, tenderIds, message) => {
    const { trackTenders: answer } = await workspace.as(clerk).data(trackTenders, { input: { tenderIds } });

    expect(answer).toEqual({ __typename: 'InvalidInput', problems: [{ path: ['tenderIds'], message }] });
    expect(await entryRows()).toEqual([]);
  });

  test('an assignee of another team is refused, and nothing is tracked', async () => {
    const other = await (await workspace.team()).user();
    const tender = await addTender(workspace.database);
    const assigneeId = encodeId('Member', other.actor.membershipId);

    const { trackTenders: answer } = await workspace
      .as(clerk)
      .data(trackTenders, { input: { tenderIds: [tender.id], assigneeId } });

    expect(answer).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: ['assigneeId'] }] });
    expect(await entryRows()).toEqual([]);
  });
});

describe('untrackTender', () => {
  test('deletes the entry and says which tender it was, and leaves the event of it', async () => {
    const tender = await addTender(workspace.database);
    const id = await track(workspace, clerk.actor, { tenderId: tender.id, notes: 'secret' });
    const [row] = await entryRows();

    const { untrackTender: answer } = await workspace
      .as(clerk)
      .data(untrackTender, { input: { id, expectedVersion: 1 } });

    expect(answer).toEqual({ __typename: 'UntrackTenderSuccess', deletedId: id, tender: { id: tender.id } });
    expect(await entryRows()).toEqual([]);
    expect((await eventsOf(row?.id ?? '')).at(-1)).toEqual({
      type: 'workspace.entry_untracked',
      body: { tenderId: tender.row, status: 'PENDING', priority: 'MEDIUM', assigneeMembershipId: null },
    });
  });

  test('an entry that a colleague has changed since is kept, and shown as it is now', async () => {
    const tender = await addTender(workspace.database);
    const id = await track(workspace, clerk.actor, { tenderId: tender.id });
    await workspace.database.sql('update workspace.entry set version = 2');

    const { untrackTender: answer } = await workspace
      .as(clerk)
      .data(untrackTender, { input: { id, expectedVersion: 1 } });

    expect(answer).toEqual({
      __typename: 'EntryConflict',
      code: 'CONFLICT',
      path: ['expectedVersion'],
      current: { version: 2 },
    });
    expect(await entryRows()).toHaveLength(1);
  });

  test('an entry that is gone, or never was, is not found', async () => {
    const tender = await addTender(workspace.database);
    const id = await track(workspace, clerk.actor, { tenderId: tender.id });
    const input = { id, expectedVersion: 1 };
    await workspace.as(clerk).data(untrackTender, { input });

    const { untrackTender: again } = await workspace.as(clerk).data(untrackTender, { input });

    expect(again).toEqual({ __typename: 'NotFound', code: 'NOT_FOUND', path: ['id'] });
  });

  test('a tender that is tracked no more can be tracked again', async () => {
    const tender = await addTender(workspace.database);
    const id = await track(workspace, clerk.actor, { tenderId: tender.id });
    await workspace.as(clerk).data(untrackTender, { input: { id, expectedVersion: 1 } });

    expect(await track(workspace, clerk.actor, { tenderId: tender.id })).not.toBe(id);
  });
});
