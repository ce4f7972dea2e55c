import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { addTender } from '../kit/tender-rows.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { allEntries, codeOf, openWorkspace, outcomeOf, trackMutation, type Workspace } from './entry-requests.js';

let workspace: Workspace;
let acme: TestTeam;
let clerk: TestUser;
let tender: { row: string; id: string };

beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.close());

beforeEach(async () => {
  await workspace.database.sql('delete from workspace.entry');
  acme = await workspace.team();
  clerk = await acme.user();
  tender = await addTender(workspace.database);
});

const track = (input: Record<string, unknown>, as: TestUser = clerk) =>
  workspace.ask(trackMutation, { as: as.actor, variables: { input } });

describe('trackTender', () => {
  test('makes an entry with defaults, and says who made it', async () => {
    const answer = await track({ tenderId: tender.id });

    const [row] = await workspace.database.sql<{ id: string; team_id: string }>(
      'select id, team_id from workspace.entry',
    );
    expect(row?.team_id).toBe(acme.id);
    const me = { id: encodeId('Member', clerk.actor.membershipId) };
    expect(answer).toEqual({
      data: {
        trackTender: {
          __typename: 'TrackTenderSuccess',
          entry: {
            id: encodeId('Entry', row?.id ?? ''),
            status: 'PENDING',
            priority: 'MEDIUM',
            notes: null,
            version: 1,
            tender: { id: tender.id },
            assignee: null,
            createdBy: me,
            updatedBy: me,
          },
        },
      },
    });
  });

  test('keeps status, priority, assignee and notes exactly as given', async () => {
    const colleague = await acme.user({ role: 'viewer' });
    const assigneeId = encodeId('Member', colleague.actor.membershipId);
    const notes = "  First line\nUmlaut ü, emoji 🏗, quote ' and ; -- \n";

    const answer = await track({ tenderId: tender.id, status: 'INTERESTED', priority: 'HIGH', assigneeId, notes });

    expect(answer.data?.['trackTender']).toMatchObject({
      entry: { status: 'INTERESTED', priority: 'HIGH', notes, assignee: { id: assigneeId } },
    });
  });

  test.each(['', '  ', ' \n\t\u00A0'])('takes notes of blanks alone for none: %j', async (notes) => {
    const answer = await track({ tenderId: tender.id, notes });

    expect(answer.data?.['trackTender']).toMatchObject({ entry: { notes: null } });
    expect(await allEntries(workspace)).toMatchObject([{ notes: null }]);
  });

  test('treats null like a field that is left out', async () => {
    const answer = await track({ tenderId: tender.id, status: null, priority: null, assigneeId: null, notes: null });

    expect(answer.data?.['trackTender']).toMatchObject({
      entry: { status: 'PENDING', priority: 'MEDIUM', notes: null, assignee: null },
    });
  });

  test('answers the entry that exists when the team tracks the tender already', async () => {
    await track({ tenderId: tender.id, notes: 'first' });
    const before = await allEntries(workspace);

    const answer = await track({ tenderId: tender.id, notes: 'second' }, await acme.user());

    expect(answer.data?.['trackTender']).toMatchObject({
      __typename: 'AlreadyTracked',
      message: 'Your team tracks this tender already.',
      entry: { notes: 'first', version: 1, tender: { id: tender.id } },
    });
    expect(await allEntries(workspace)).toEqual(before);
  });

  test('lets exactly one of twenty people who track the same tender at once succeed', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => acme.user()));

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => track({ tenderId: tender.id, notes: `${index}` }, people[index % 5])),
    );

    const names = answers.map(outcomeOf);
    expect(names.filter((name) => name === 'TrackTenderSuccess')).toHaveLength(1);
    expect(names.filter((name) => name === 'AlreadyTracked')).toHaveLength(19);
    expect(await allEntries(workspace)).toHaveLength(1);
    expect(new Set(answers.map(({ data }) => JSON.stringify(entryIn(data))))).toHaveProperty('size', 1);
  });

  test('lets two teams track the same tender', async () => {
    const other = await (await workspace.team()).user();

    expect(outcomeOf(await track({ tenderId: tender.id }))).toBe('TrackTenderSuccess');
    expect(outcomeOf(await track({ tenderId: tender.id }, other))).toBe('TrackTenderSuccess');
  });

  test('says so when there is no such tender', async () => {
    const answer = await track({ tenderId: encodeId('Tender', randomUUID()) });

    expect(answer).toEqual({
      data: { trackTender: { __typename: 'NotFound', message: 'There is no tender with this id.' } },
    });
    expect(await allEntries(workspace)).toEqual([]);
  });

  test('refuses an assignee of another team exactly as one who does not exist, and writes nothing', async () => {
    const stranger = await (await workspace.team()).user();

    const foreign = await track({ tenderId: tender.id, assigneeId: encodeId('Member', stranger.actor.membershipId) });
    const unknown = await track({ tenderId: tender.id, assigneeId: encodeId('Member', randomUUID()) });

    expect(foreign).toEqual({
      data: { trackTender: { __typename: 'InvalidInput', message: 'The assignee is not a member of your team.' } },
    });
    expect(unknown).toEqual(foreign);
    expect(await allEntries(workspace)).toEqual([]);
  });

  test('refuses an assignee whose membership has expired', async () => {
    const former = await acme.user();
    await workspace.database.sql("update identity.membership set expires_at = now() - interval '1 day' where id = $1", [
      former.actor.membershipId,
    ]);

    const answer = await track({ tenderId: tender.id, assigneeId: encodeId('Member', former.actor.membershipId) });

    expect(outcomeOf(answer)).toBe('InvalidInput');
    expect(await allEntries(workspace)).toEqual([]);
  });

  test('refuses a viewer with FORBIDDEN and nobody with UNAUTHENTICATED, and writes nothing', async () => {
    const viewer = await acme.user({ role: 'viewer' });

    expect(codeOf(await track({ tenderId: tender.id }, viewer))).toBe('FORBIDDEN');
    expect(codeOf(await workspace.ask(trackMutation, { variables: { input: { tenderId: tender.id } } }))).toBe(
      'UNAUTHENTICATED',
    );
    expect(await allEntries(workspace)).toEqual([]);
  });

  test('refuses a person whose membership has ended since the token was made', async () => {
    await workspace.database.sql('delete from identity.membership where id = $1', [clerk.actor.membershipId]);

    expect(codeOf(await track({ tenderId: tender.id }))).toBe('MEMBERSHIP_ENDED');
    expect(await allEntries(workspace)).toEqual([]);
  });

  test.each([
    ['a malformed tender id', () => ({ tenderId: 'nonsense' })],
    ['an id of another type', () => ({ tenderId: encodeId('Buyer', tender.row) })],
    ['a malformed assignee id', () => ({ tenderId: tender.id, assigneeId: '' })],
    ['notes with a NUL', () => ({ tenderId: tender.id, notes: 'a\0b' })],
    ['notes with half a character', () => ({ tenderId: tender.id, notes: '\ud83c' })],
    ['a status that does not exist', () => ({ tenderId: tender.id, status: 'WON' })],
  ])('answers BAD_USER_INPUT to %s, and writes nothing', async (_name, input) => {
    expect(codeOf(await track(input()))).toBe('BAD_USER_INPUT');
    expect(await allEntries(workspace)).toEqual([]);
  });

  test('answers InvalidInput to notes beyond 10,000 characters, and writes nothing', async () => {
    expect(outcomeOf(await track({ tenderId: tender.id, notes: 'x'.repeat(10_001) }))).toBe('InvalidInput');
    expect(await allEntries(workspace)).toEqual([]);
  });

  test('accepts notes of exactly 10,000 characters', async () => {
    expect(outcomeOf(await track({ tenderId: tender.id, notes: 'x'.repeat(10_000) }))).toBe('TrackTenderSuccess');
  });

  test('forgets only the person when an assignee leaves the team', async () => {
    const leaver = await acme.user();
    await track({ tenderId: tender.id, assigneeId: encodeId('Member', leaver.actor.membershipId), notes: 'kept' });

    await workspace.database.sql('delete from identity.membership where id = $1', [leaver.actor.membershipId]);

    expect(await allEntries(workspace)).toMatchObject([
      { team_id: acme.id, tender_id: tender.row, assignee_membership_id: null, notes: 'kept' },
    ]);
  });
});

function entryIn(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'trackTender' in data ? entryOf(data.trackTender) : undefined;
}

function entryOf(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'entry' in result ? result.entry : undefined;
}
