import type { Comment } from '@hub/prisma/client';
import type { TeamTransaction } from '@hub/runtime/database';
import { recordEvent, type commentCreated } from '@hub/runtime/events';
import type { Conflict } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';

export type CommentConflict = Conflict<'CommentConflict', Comment>;

/** A comment was made or changed. */
export interface CommentChanged<Name extends string> {
  readonly __typename: Name;
  readonly comment: Comment;
}

export const noComment = 'Your team has no comment with this id.';

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
