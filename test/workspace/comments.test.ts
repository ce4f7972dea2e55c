import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeId, encodeId } from '@hub/runtime/graphql';
import type { TestTeam, TestUser } from '../kit/people.js';
import { settledEvents, type SettledEvents } from '../kit/settled-events.js';
import type { TestSubgraph } from '../kit/subgraph.js';
import { addTender } from '../kit/tender-rows.js';
import { commentsOn, sendComment, type CommentAnswer } from './comment-requests.js';
import { openProjects } from './project-requests.js';

const now = new Date('2026-03-10T08:00:00Z');

let workspace: TestSubgraph;
let settled: SettledEvents;
let acme: TestTeam;
let clerk: TestUser;
let colleague: TestUser;
let things: Record<'entry' | 'project' | 'task', string>;

beforeAll(async () => {
  workspace = await openProjects(() => now);
  settled = settledEvents(workspace.database);
  await settled();
});
afterAll(() => workspace.close());
beforeEach(async () => {
  acme = await workspace.team();
  [clerk, colleague] = [await acme.user(), await acme.user()];
  const tender = await addTender(workspace.database, { title: 'Supply of pipes' });
  const insert = async (sql: string, values: readonly unknown[]) =>
    (await workspace.database.sql<{ id: string }>(`${sql} returning id`, [...values]))[0]?.id ?? '';
  const entry = await insert('insert into workspace.entry (team_id, tender_id) values ($1, $2)', [acme.id, tender.row]);
  const project = await insert(
    `insert into workspace.project (team_id, kind, name, status) values ($1, 'WORK', 'Office', 'NOT_STARTED')`,
    [acme.id],
  );
  const task = await insert(`insert into workspace.task (team_id, project_id, title) values ($1, $2, 'Buy paper')`, [
    ...[acme.id, project],
  ]);
  things = { entry: encodeId('Entry', entry), project: encodeId('Project', project), task: encodeId('Task', task) };
});

const idOf = ({ actor }: TestUser) => encodeId('Member', actor.membershipId);
const send = (name: string, input: Record<string, unknown>, as = clerk): Promise<CommentAnswer> =>
  sendComment(workspace, name, { as, input });
const comment = async (input: Record<string, unknown> = {}, as = clerk) =>
  (await send('createComment', { projectId: things.project, text: 'Who drives?', ...input }, as)).result.comment;
const allComments = () => workspace.database.sql('select * from workspace.comment order by id');
const told = (user: TestUser) =>
  workspace.database.sql<{ about: string; subject: string }>(
    `select data ->> 'about' as about, subject_type || ':' || subject_id as subject from identity.notification
     where account_id = $1 and type = 'MENTIONED' order by id`,
    [user.actor.accountId],
  );

describe('a comment', () => {
  test.each(['entry', 'project', 'task'] as const)(
    'is added to %s, changed by its author and listed',
    async (field) => {
      const made = await comment({ projectId: null, [`${field}Id`]: things[field], mentionIds: [idOf(colleague)] });
      const { result } = await send('updateComment', { id: made.id, expectedVersion: 1, text: 'I drive.' });

      expect(made).toMatchObject({
        ...{ text: 'Who drives?', version: 1, editedAt: null, mentions: [{ id: idOf(colleague) }] },
        ...{ entry: null, project: null, task: null, [field]: { id: things[field] }, createdBy: { id: idOf(clerk) } },
      });
      expect(result.comment).toMatchObject({ text: 'I drive.', version: 2, editedAt: now.toISOString() });
      expect(result.comment.mentions).toEqual(made.mentions);
      expect(await commentsOn(workspace, { as: colleague, field, id: things[field] })).toEqual(['I drive.']);
    },
  );

  test('that has changed is not overwritten: the conflict shows it as it is', async () => {
    const { id } = await comment();
    await send('updateComment', { id, expectedVersion: 1, text: 'Second' });
    const before = await allComments();

    const late = await send('updateComment', { id, expectedVersion: 1, text: 'Late' });
    const deleted = await send('deleteComment', { id, expectedVersion: 1 });

    for (const { result } of [late, deleted])
      expect(result).toMatchObject({ __typename: 'CommentConflict', current: { text: 'Second', version: 2 } });
    expect(await allComments()).toEqual(before);
  });

  test('that is changed into what it is keeps its version', async () => {
    const { id } = await comment({ mentionIds: [idOf(colleague)] });

    const input = { id, expectedVersion: 1, text: 'Who drives?', mentionIds: [idOf(colleague)] };
    const { result } = await send('updateComment', input);

    expect(result.comment).toMatchObject({ version: 1, editedAt: null });
  });

  test('goes into the bin by its author or an admin, comes out again, and is out of the list meanwhile', async () => {
    const admin = await acme.user({ role: 'admin' });
    const [own, other] = [await comment(), await comment({ text: 'Off the topic' })];

    const deleted = await send('deleteComment', { id: own.id, expectedVersion: 1 });
    await send('deleteComment', { id: other.id, expectedVersion: 1 }, admin);
    const meanwhile = await commentsOn(workspace, { as: clerk, field: 'project', id: things.project });
    const restored = await send('restoreComment', { id: other.id }, admin);

    expect(deleted.result).toMatchObject({ deletedId: own.id, comment: { deletedBy: { id: idOf(clerk) } } });
    expect(meanwhile).toEqual([]);
    expect(restored.result.comment).toMatchObject({ text: 'Off the topic', deletedAt: null, deletedBy: null });
    expect(await commentsOn(workspace, { as: clerk, field: 'project', id: things.project })).toEqual(['Off the topic']);
  });

  test('goes with the thing that it is about', async () => {
    await comment({ projectId: null, taskId: things.task });

    await workspace.database.sql('delete from workspace.project where team_id = $1', [acme.id]);

    expect(await workspace.database.sql('select 1 from workspace.comment where team_id = $1', [acme.id])).toEqual([]);
  });

  test('is made once for a key', async () => {
    const input = { idempotencyKey: 'once' };
    const made = await Promise.all([comment(input), comment(input), comment(input)]);

    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await commentsOn(workspace, { as: clerk, field: 'project', id: things.project })).toHaveLength(1);
  });
});

describe('nothing is changed by', () => {
  const nobody = encodeId('Project', '0197f0a0-1111-7222-8333-444455556661');
  test.each([
    ['a comment on nothing', { projectId: null }, 'InvalidInput'],
    ['a comment on two things', () => ({ taskId: things.task }), 'InvalidInput'],
    ['a comment of blanks', { text: ' \n ' }, 'InvalidInput'],
    ['a project that does not exist', { projectId: nobody }, 'NotFound'],
  ])('%s', async (_what, input, expected) => {
    const sent = typeof input === 'function' ? input() : input;
    const { result } = await send('createComment', { projectId: things.project, text: 'Who drives?', ...sent });

    expect(result.__typename).toBe(expected);
    expect(await commentsOn(workspace, { as: clerk, field: 'project', id: things.project })).toEqual([]);
  });

  test('a mention of somebody of another team, or of one who has left', async () => {
    const stranger = await (await workspace.team()).user();
    const gone = await acme.user();
    await workspace.database.sql(`update identity.membership set expires_at = $2 where id = $1`, [
      ...[gone.actor.membershipId, now],
    ]);

    for (const user of [stranger, gone]) {
      const { result } = await send('createComment', {
        ...{ projectId: things.project, text: 'You?', mentionIds: [idOf(clerk), idOf(user)] },
      });
      expect(result.problems).toEqual([{ path: ['mentionIds', '1'], code: 'NOT_IN_TEAM' }]);
    }
    expect(await commentsOn(workspace, { as: clerk, field: 'project', id: things.project })).toEqual([]);
  });

  test('a colleague who edits or deletes it, an admin who edits it, and a viewer who writes one', async () => {
    const [admin, viewer] = [await acme.user({ role: 'admin' }), await acme.user({ role: 'viewer' })];
    const { id } = await comment();
    const before = await allComments();

    const answers = [
      await send('updateComment', { id, expectedVersion: 1, text: 'Mine' }, colleague),
      await send('updateComment', { id, expectedVersion: 1, text: 'Mine' }, admin),
      await send('deleteComment', { id, expectedVersion: 1 }, colleague),
      await send('createComment', { projectId: things.project, text: 'Mine' }, viewer),
    ];

    expect(answers.map(({ codes }) => codes)).toEqual(Array.from({ length: 4 }, () => ['FORBIDDEN']));
    expect(await allComments()).toEqual(before);
  });

  test('somebody who may not see what it is about', async () => {
    const blind = { ...clerk, actor: { ...clerk.actor, permissions: new Set(['project:read', 'comment:write']) } };
    const made = await comment({ projectId: null, entryId: things.entry });
    const as = blind as unknown as TestUser;

    const written = await send('createComment', { entryId: things.entry, text: 'Blind' }, as);
    const changed = await send('updateComment', { id: made.id, expectedVersion: 1, text: 'Blind' }, as);

    expect(written.codes).toEqual(['FORBIDDEN']);
    expect(changed.result.__typename).toBe('NotFound');
    expect(await commentsOn(workspace, { as: clerk, field: 'entry', id: things.entry })).toEqual(['Who drives?']);
  });
});

describe('who is mentioned', () => {
  test('is told once for each comment, also when an edit mentions them again, and the author is not', async () => {
    const later = await acme.user();
    const mentionIds = [idOf(colleague), idOf(clerk)];
    const made = await comment({ projectId: null, entryId: things.entry, mentionIds });
    await send('updateComment', { id: made.id, expectedVersion: 1, mentionIds: [] });
    await send('updateComment', { id: made.id, expectedVersion: 2, mentionIds: [idOf(later), idOf(colleague)] });

    await settled();

    const expected = [{ about: 'Supply of pipes', subject: `Comment:${decodeId('Comment', made.id)}` }];
    expect([await told(colleague), await told(later), await told(clerk)]).toEqual([expected, expected, []]);
  });

  test('is not told of a comment that is in the bin already', async () => {
    const made = await comment({ mentionIds: [idOf(colleague)] });
    await send('deleteComment', { id: made.id, expectedVersion: 1 });

    await settled();

    expect(await told(colleague)).toEqual([]);
  });
});
