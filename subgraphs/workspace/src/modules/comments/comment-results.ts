import type { Comment } from '@hub/prisma/client';
import { isForeignKeyViolation, type TeamTransaction } from '@hub/runtime/database';
import { recordEvent, type commentCreated } from '@hub/runtime/events';
import type { Conflict, InvalidInput } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { notInTeam } from '../projects/project-results.js';

export type CommentConflict = Conflict<'CommentConflict', Comment>;

/** A comment was made or changed. */
export interface CommentChanged<Name extends string> {
  readonly __typename: Name;
  readonly comment: Comment;
}

export const noComment = 'Your team has no comment with this id.';

/** The member may leave between being looked up and being written; then the foreign key refuses the row. */
export async function unlessMentionedLeft<Result>(work: Promise<Result>): Promise<Result | InvalidInput> {
  try {
    return await work;
  } catch (error) {
    if (isForeignKeyViolation(error)) return notInTeam('mentionIds');
    throw error;
  }
}

/** Records what became of a comment, and who is newly mentioned. What it says is not told. */
export async function tellOfComment(
  tx: TeamTransaction,
  type: typeof commentCreated,
  { entryId, projectId, taskId, id, version }: Comment,
  mentioned: readonly string[] = [],
): Promise<void> {
  await recordEvent(tx, type, {
    subjectId: id,
    body: { entryId, projectId, taskId, version, mentioned: [...mentioned] },
  });
}

/** Later fields of the same request must not see what a loader read before the change. */
export function rememberComment({ loaders }: Context, comment: Comment): void {
  loaders.comment.clear(comment.id).prime(comment.id, comment);
  loaders.mentions.clear(comment.id);
}
