import type { Comment } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { commentCreated, commentDeleted, commentRestored, commentUpdated } from '@hub/runtime/events';
import { conflictWith, encodeId, notFound, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { rememberShown } from '../base/remember-shown.js';
import { noEntry } from '../entries/entry-results.js';
import { existingMemberIds } from '../members/member.repository.js';
import { notInTeam, unlessMemberLeft } from '../members/not-in-team.js';
import { requireIn } from '../projects/project-access.js';
import { noProject } from '../projects/project-results.js';
import { noTask } from '../tasks/task-results.js';
import { mayRead, requireAuthor, requireAuthorOrManager, requireReading } from './comment-access.js';
import type { CreateComment, UpdateComment } from './comment-input.js';
import {
  noComment,
  rememberComment,
  tellOfComment,
  type CommentChanged,
  type CommentConflict,
} from './comment-results.js';
import * as comments from './comment.repository.js';

type Version = { readonly id: string; readonly expectedVersion: number };
type CreateResult = CommentChanged<'CreateCommentSuccess'> | InvalidInput | NotFound;
type UpdateResult = CommentChanged<'UpdateCommentSuccess'> | InvalidInput | NotFound | CommentConflict;
type DeleteResult =
  (CommentChanged<'DeleteCommentSuccess'> & { readonly deletedId: string }) | NotFound | CommentConflict;
type RestoreResult = CommentChanged<'RestoreCommentSuccess'> | NotFound;

/** Adds a comment to something that the actor may see. */
export async function createComment(context: Context, input: CreateComment): Promise<CreateResult> {
  const { actor, database } = context;
  const { idempotencyKey: key, ...sent } = input;
  const result = await unlessMemberLeft(
    database.write((tx) =>
      oncePerKey<CreateResult>(
        tx,
        { operation: 'createComment', key, input: sent, actor },
        {
          make: () => create(context, tx, sent),
          createdBy: (made) => ('comment' in made ? made.comment.id : null),
          again: async (id) => createdAlready(await comments.findComment(tx, id)),
        },
      ),
    ),
    notInTeam('mentionIds'),
  );
  return remembering(context, result);
}

function createdAlready(comment: Comment | null): CreateResult | null {
  return comment && { __typename: 'CreateCommentSuccess', comment };
}

async function create(
  { actor, now }: Context,
  tx: TeamTransaction,
  { entryId, projectId, taskId, text, mentionIds }: Omit<CreateComment, 'idempotencyKey'>,
): Promise<CreateResult> {
  const subject = { entryId: entryId ?? null, projectId: projectId ?? null, taskId: taskId ?? null };
  requireReading(actor, subject);
  const held = await comments.holdSubject(tx, subject);
  if (held === null) return noSubject(subject);
  requireIn(actor, tx, 'comment:write', held.projectId);
  const stranger = await strangerAmong(tx, mentionIds, now());
  if (stranger !== null) return stranger;
  const by = membershipOf(actor);
  const teamId = requireTeam(actor, 'Adding a comment needs a team.');
  const row = { ...subject, teamId, text, createdByMembershipId: by, updatedByMembershipId: by };
  const comment = await comments.insertComment(tx, row, mentionIds);
  await tellOfComment(tx, commentCreated, comment, mentionIds);
  return { __typename: 'CreateCommentSuccess', comment };
}

function noSubject({ entryId, projectId }: comments.CommentSubject): NotFound {
  if (entryId !== null) return notFound(noEntry, 'entryId');
  if (projectId !== null) return notFound(noProject, 'projectId');
  return notFound(noTask, 'taskId');
}

async function strangerAmong(tx: TeamTransaction, ids: readonly string[], now: Date): Promise<InvalidInput | null> {
  const known = await existingMemberIds(tx, ids, now);
  const stranger = ids.findIndex((id) => !known.has(id));
  return stranger < 0 ? null : notInTeam(`mentionIds.${stranger}`);
}

/** The comment as it is found, which nobody else changes meanwhile; or why it cannot be changed. */
async function lockVersion(
  { actor }: Context,
  tx: TeamTransaction,
  { id, expectedVersion }: Version,
  require: typeof requireAuthor,
): Promise<Comment | NotFound | CommentConflict> {
  const current = await comments.lockComment(tx, id);
  if (current === null || current.deletedAt !== null || !mayRead(actor, current)) return notFound(noComment);
  const held = await comments.holdSubject(tx, current);
  if (held === null) return notFound(noComment);
  require(actor, tx, current, held);
  return current.version === expectedVersion ? current : conflictWith('CommentConflict', 'comment', current);
}

/** Changes a comment of the actor's own if it still has the version that the change was made on. */
export async function updateComment(context: Context, input: UpdateComment): Promise<UpdateResult> {
  const changed = context.database.write((tx) => update(context, tx, input));
  return remembering(context, await unlessMemberLeft(changed, notInTeam('mentionIds')));
}

async function update(context: Context, tx: TeamTransaction, input: UpdateComment): Promise<UpdateResult> {
  const { actor, now } = context;
  const current = await lockVersion(context, tx, input, requireAuthor);
  if ('__typename' in current) return current;
  const before = (await comments.findMentions(tx, [current.id])).map(({ membershipId }) => membershipId);
  const { text = current.text, mentionIds = before } = input;
  const mentioned = mentionIds.filter((id) => !before.includes(id));
  const isSame = text === current.text && mentioned.length === 0 && mentionIds.length === before.length;
  if (isSame) return { __typename: 'UpdateCommentSuccess', comment: current };
  const stranger = await strangerAmong(tx, mentioned, now());
  if (stranger !== null) return stranger;
  const fields = { text, editedAt: now(), updatedByMembershipId: membershipOf(actor) };
  const comment = await comments.changeComment(tx, current, fields);
  if (input.mentionIds !== undefined) await comments.replaceMentions(tx, comment, mentionIds);
  await tellOfComment(tx, commentUpdated, comment, mentioned);
  return { __typename: 'UpdateCommentSuccess', comment };
}

/** Puts a comment into the bin. */
export async function deleteComment(context: Context, input: Version): Promise<DeleteResult> {
  const { actor, database, now } = context;
  const result = await database.write(async (tx): Promise<DeleteResult> => {
    const current = await lockVersion(context, tx, input, requireAuthorOrManager);
    if ('__typename' in current) return current;
    const by = membershipOf(actor);
    const fields = { deletedAt: now(), deletedByMembershipId: by, updatedByMembershipId: by };
    const comment = await comments.changeComment(tx, current, fields);
    await tellOfComment(tx, commentDeleted, comment);
    return { __typename: 'DeleteCommentSuccess', deletedId: encodeId('Comment', comment.id), comment };
  });
  return remembering(context, result);
}

/** Takes a comment out of the bin. */
export async function restoreComment(context: Context, { id }: { readonly id: string }): Promise<RestoreResult> {
  const { actor, database } = context;
  const result = await database.write(async (tx): Promise<RestoreResult> => {
    const current = await comments.lockComment(tx, id);
    const isThere = current !== null && current.deletedAt !== null && mayRead(actor, current);
    const held = isThere ? await comments.holdSubject(tx, current) : null;
    if (!isThere || held === null) return notFound('There is no comment with this id in the bin of your team.');
    requireAuthorOrManager(actor, tx, current, held);
    const fields = { deletedAt: null, deletedByMembershipId: null, updatedByMembershipId: membershipOf(actor) };
    const comment = await comments.changeComment(tx, current, fields);
    await tellOfComment(tx, commentRestored, comment);
    return { __typename: 'RestoreCommentSuccess', comment };
  });
  return remembering(context, result);
}

function remembering<
  Result extends { readonly __typename: string; readonly comment?: Comment; readonly current?: Comment },
>(context: Context, result: Result): Result {
  rememberShown(result, 'comment', (comment: Comment) => rememberComment(context, comment));
  return result;
}
