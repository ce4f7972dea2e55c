import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import pg from 'pg';
import { addTender } from '../kit/tender-rows.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import {
  allEntries,
  codeOf,
  openWorkspace,
  outcomeOf,
  track,
  updateMutation,
  type Workspace,
} from './entry-requests.js';

let workspace: Workspace;
let acme: TestTeam;
let clerk: TestUser;
let assigneeId: string;
let id: string;

beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.close());

beforeEach(async () => {
  await workspace.database.sql('delete from workspace.entry');
  acme = await workspace.team();
  clerk = await acme.user();
  assigneeId = encodeId('Member', clerk.actor.membershipId);
  const tender = await addTender(workspace.database);
  id = await track(workspace, clerk.actor, { tenderId: tender.id, priority: 'HIGH', assigneeId, notes: 'first' });
});

const update = (input: Record<string, unknown>, as: TestUser = clerk) =>
  workspace.ask(updateMutation, { as: as.actor, variables: { input } });

describe('updateEntry', () => {
  test('changes what is given, leaves the rest, and counts the change', async () => {
    const colleague = await acme.user();

    const answer = await update({ id, expectedVersion: 1, status: 'SUBMITTED' }, colleague);

    expect(answer.data?.['updateEntry']).toMatchObject({
      __typename: 'UpdateEntrySuccess',
      entry: {
        id,
        status: 'SUBMITTED',
        priority: 'HIGH',
        notes: 'first',
        version: 2,
        assignee: { id: assigneeId },
        createdBy: { id: assigneeId },
        updatedBy: { id: encodeId('Member', colleague.actor.membershipId) },
      },
    });
  });

  test('clears with null what may be empty', async () => {
    const answer = await update({ id, expectedVersion: 1, assigneeId: null, notes: null });

    expect(answer.data?.['updateEntry']).toMatchObject({
      entry: { assignee: null, notes: null, priority: 'HIGH', version: 2 },
    });
  });

  test('clears notes with blanks alone', async () => {
    const answer = await update({ id, expectedVersion: 1, notes: ' \n ' });

    expect(answer.data?.['updateEntry']).toMatchObject({ entry: { notes: null, priority: 'HIGH', version: 2 } });
  });

  test('tells null from left out in a query without variables, too', async () => {
    const answer = await workspace.ask(
      `mutation { updateEntry(input: { id: "${id}", expectedVersion: 1, notes: null }) { ... on UpdateEntrySuccess { entry { notes assignee { id } } } } }`,
      { as: clerk.actor },
    );

    expect(answer).toEqual({ data: { updateEntry: { entry: { notes: null, assignee: { id: assigneeId } } } } });
  });

  test('leaves a field as it is when its variable was not sent', async () => {
    const query = `mutation ($id: ID!, $notes: String, $priority: EntryPriority) {
      updateEntry(input: { id: $id, expectedVersion: 1, notes: $notes, priority: $priority }) { ... on UpdateEntrySuccess { entry { notes priority } } }
    }`;

    const answer = await workspace.ask(query, { as: clerk.actor, variables: { id, priority: 'LOW' } });

    expect(answer).toEqual({ data: { updateEntry: { entry: { notes: 'first', priority: 'LOW' } } } });
  });

  test('lets exactly one of ten changes on the same version win', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => update({ id, expectedVersion: 1, notes: `change ${index}` })),
    );

    const names = answers.map(outcomeOf);
    expect(names.filter((name) => name === 'UpdateEntrySuccess')).toHaveLength(1);
    expect(names.filter((name) => name === 'EntryConflict')).toHaveLength(9);
    const winner = names.indexOf('UpdateEntrySuccess');
    expect(await allEntries(workspace)).toMatchObject([{ version: 2, notes: `change ${winner}` }]);
    for (const { data } of answers.filter((answer) => outcomeOf(answer) === 'EntryConflict')) {
      expect(data?.['updateEntry']).toMatchObject({ current: { version: 2, notes: `change ${winner}` } });
    }
  });

  test('answers a conflict with the entry as it is now, and changes nothing', async () => {
    await update({ id, expectedVersion: 1, notes: 'second' });
    const before = await allEntries(workspace);

    const answer = await update({ id, expectedVersion: 1, notes: 'late' });

    expect(answer.data?.['updateEntry']).toMatchObject({
      __typename: 'EntryConflict',
      message: 'This entry has changed since you read it and is at version 2 now. Look at it and try again.',
      current: { id, notes: 'second', version: 2 },
    });
    expect(await allEntries(workspace)).toEqual(before);
  });

  test('answers for an entry of another team as for one that does not exist, and changes nothing', async () => {
    const stranger = await (await workspace.team()).user();
    const before = await allEntries(workspace);

    const foreign = await update({ id, expectedVersion: 1, notes: 'stolen' }, stranger);
    const unknown = await update(
      { id: encodeId('Entry', randomUUID()), expectedVersion: 1, notes: 'stolen' },
      stranger,
    );

    expect(foreign).toEqual({
      data: { updateEntry: { __typename: 'NotFound', message: 'Your team has no entry with this id.' } },
    });
    expect(unknown).toEqual(foreign);
    expect(await allEntries(workspace)).toEqual(before);
  });

  test('refuses an assignee of another team exactly as one who does not exist, and changes nothing', async () => {
    const stranger = await (await workspace.team()).user();
    const before = await allEntries(workspace);

    const foreign = await update({
      id,
      expectedVersion: 1,
      assigneeId: encodeId('Member', stranger.actor.membershipId),
    });
    const unknown = await update({ id, expectedVersion: 1, assigneeId: encodeId('Member', randomUUID()) });

    expect(outcomeOf(foreign)).toBe('InvalidInput');
    expect(unknown).toEqual(foreign);
    expect(await allEntries(workspace)).toEqual(before);
  });

  test('refuses an assignee who leaves between being looked up and being written', async () => {
    const leaver = await acme.user();
    const before = await allEntries(workspace);
    const leaving = new pg.Client({ connectionString: workspace.database.url });
    await leaving.connect();
    await leaving.query('begin');
    await leaving.query('delete from identity.membership where id = $1', [leaver.actor.membershipId]);

    const answering = update({ id, expectedVersion: 1, assigneeId: encodeId('Member', leaver.actor.membershipId) });
    await untilSomebodyWaits();
    await leaving.query('commit');
    await leaving.end();

    expect(outcomeOf(await answering)).toBe('InvalidInput');
    expect(await allEntries(workspace)).toEqual(before);
  });

  test('refuses a viewer with FORBIDDEN, and changes nothing', async () => {
    const viewer = await acme.user({ role: 'viewer' });
    const before = await allEntries(workspace);

    expect(codeOf(await update({ id, expectedVersion: 1, notes: 'mine' }, viewer))).toBe('FORBIDDEN');
    expect(await allEntries(workspace)).toEqual(before);
  });

  test('refuses a person whose role does not allow it any more, whatever their token says', async () => {
    const before = await allEntries(workspace);
    await workspace.database.sql("update identity.membership set role = 'viewer' where id = $1", [
      clerk.actor.membershipId,
    ]);

    expect(codeOf(await update({ id, expectedVersion: 1, notes: 'mine' }))).toBe('FORBIDDEN');
    expect(await allEntries(workspace)).toEqual(before);
  });

  test.each([
    ['nothing to change', {}],
    ['a status of null', { status: null }],
    ['a priority of null', { priority: null }],
    ['version 0', { expectedVersion: 0, notes: 'x' }],
    ['a version that cannot be', { expectedVersion: 2_147_483_647, notes: 'x' }],
    ['notes beyond 10,000 characters', { notes: 'x'.repeat(10_001) }],
  ])('answers InvalidInput to %s, and changes nothing', async (_name, input) => {
    const before = await allEntries(workspace);

    expect(outcomeOf(await update({ id, expectedVersion: 1, ...input }))).toBe('InvalidInput');
    expect(await allEntries(workspace)).toEqual(before);
  });

  test.each([
    ['a malformed assignee', { assigneeId: 'nobody' }],
    ['an id of another type', { id: encodeId('Member', randomUUID()), notes: 'x' }],
  ])('answers BAD_USER_INPUT to %s, and changes nothing', async (_name, input) => {
    const before = await allEntries(workspace);

    expect(codeOf(await update({ id, expectedVersion: 1, ...input }))).toBe('BAD_USER_INPUT');
    expect(await allEntries(workspace)).toEqual(before);
  });
});

/** Resolves as soon as a statement of the workspace service waits for a lock. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const rows = await workspace.database.sql(
      "select 1 from pg_stat_activity where datname = current_database() and usename = 'svc_workspace' and wait_event_type = 'Lock'",
    );
    if (rows.length > 0) return;
  }
}
