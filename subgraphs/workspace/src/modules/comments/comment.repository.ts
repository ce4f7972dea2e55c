import { Prisma, type Comment } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import type { Children } from '../lists/children.repository.js';

/** What a comment is about: one of them is no null. */
export type CommentSubject = Pick<Comment, 'entryId' | 'projectId' | 'taskId'>;

export function findCommentsByIds(db: ReadClient, ids: readonly string[]): Promise<Comment[]> {
  return db.comment.findMany({ where: { id: { in: [...ids] } } });
}

export function findComment(tx: TeamTransaction, id: string): Promise<Comment | null> {
  return tx.comment.findFirst({ where: { id } });
}

/** {@link findComment}, which nobody else changes until the transaction ends. */
export async function lockComment(tx: TeamTransaction, id: string): Promise<Comment | null> {
  await tx.$queryRaw`select from workspace.comment where id = ${id}::uuid for no key update`;
  return findComment(tx, id);
}

/** True when the team has the thing outside the bin. It stays until the transaction ends. */
export async function holdSubject(
  tx: TeamTransaction,
  { entryId, projectId, taskId }: CommentSubject,
): Promise<boolean> {
  const rows =
    entryId !== null
      ? await tx.$queryRaw<unknown[]>`select 1 from workspace.entry where id = ${entryId}::uuid for key share`
      : await tx.$queryRaw<unknown[]>`
          select 1 from workspace.project p left join workspace.task k
            on k.team_id = p.team_id and k.project_id = p.id and k.id = ${taskId}::uuid and k.deleted_at is null
          where p.deleted_at is null and (p.id = ${projectId}::uuid or k.id is not null) for key share of p`;
  return rows.length === 1;
}

export async function insertComment(
  tx: TeamTransaction,
  data: Prisma.CommentCreateManyInput,
  mentionIds: readonly string[],
): Promise<Comment> {
  const [comment] = await tx.comment.createManyAndReturn({ data: [data] });
  if (comment === undefined) throw new Error('The database added no comment.');
  await replaceMentions(tx, comment, mentionIds);
  return comment;
}

/** Changes a comment that the transaction has locked, and counts the change. */
export async function changeComment(
  tx: TeamTransaction,
  { id }: Comment,
  fields: Pick<
    Prisma.CommentUncheckedUpdateManyInput,
    'text' | 'updatedByMembershipId' | 'deletedByMembershipId' | 'editedAt' | 'deletedAt'
  >,
): Promise<Comment> {
  const data = { ...fields, version: { increment: 1 } };
  const [comment] = await tx.comment.updateManyAndReturn({ where: { id }, data });
  if (comment === undefined) throw new Error('The database changed no comment.');
  return comment;
}

/** Whom comments mention, by comment. */
export function findMentions(
  db: ReadClient | TeamTransaction,
  commentIds: readonly string[],
): Promise<{ commentId: string; membershipId: string }[]> {
  return db.commentMention.findMany({
    where: { commentId: { in: [...commentIds] } },
    orderBy: { membershipId: 'asc' },
    select: { commentId: true, membershipId: true },
  });
}

/** Makes a comment mention these, and nobody else. */
export async function replaceMentions(
  tx: TeamTransaction,
  { teamId, id: commentId }: Comment,
  mentionIds: readonly string[],
): Promise<void> {
  await tx.commentMention.deleteMany({ where: { commentId } });
  if (mentionIds.length === 0) return;
  await tx.commentMention.createMany({ data: mentionIds.map((membershipId) => ({ teamId, commentId, membershipId })) });
}

const commentsBy = (parent: Prisma.Sql): Children => ({
  table: Prisma.sql`workspace.comment`,
  parent,
  only: Prisma.sql`c.deleted_at is null`,
});

/** Comments on a thing of each kind, those in the bin left out. */
export const commentsOf = {
  entries: commentsBy(Prisma.sql`entry_id`),
  projects: commentsBy(Prisma.sql`project_id`),
  tasks: commentsBy(Prisma.sql`task_id`),
};
