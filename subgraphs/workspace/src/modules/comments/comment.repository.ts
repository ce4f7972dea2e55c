import { Prisma, type Comment } from '@hub/prisma/client';
import { ofCurrentTeam, type ReadClient, type TeamTransaction } from '@hub/runtime/database';
import type { Children } from '../lists/children.repository.js';

/** What a comment is about: one of them is no null. */
export type CommentSubject = Pick<Comment, 'entryId' | 'projectId' | 'taskId'>;

export function findCommentsByIds(db: ReadClient, ids: readonly string[]): Promise<Comment[]> {
  return db.comment.findMany({ where: { ...ofCurrentTeam(), id: { in: [...ids] } } });
}

export function findComment(tx: TeamTransaction, id: string): Promise<Comment | null> {
  return tx.comment.findFirst({ where: { id } });
}

/** {@link findComment}, which nobody else changes until the transaction ends. */
export async function lockComment(tx: TeamTransaction, id: string): Promise<Comment | null> {
  await tx.$queryRaw`select from workspace.comment where id = ${id}::uuid for no key update`;
  return findComment(tx, id);
}

/** What comments are about, as a transaction holds it. */
export interface HeldSubject {
  /** The project that it is, or belongs to; null for an entry. */
  readonly projectId: string | null;
}

/** What a comment is about, which stays until the transaction ends; null when the team has no such thing outside the bin. */
export async function holdSubject(
  tx: TeamTransaction,
  { entryId, projectId, taskId }: CommentSubject,
): Promise<HeldSubject | null> {
  const rows =
    entryId !== null
      ? await tx.$queryRaw<HeldSubject[]>`
          select null as "projectId" from workspace.entry where id = ${entryId}::uuid for key share`
      : await tx.$queryRaw<HeldSubject[]>`
          select p.id as "projectId" from workspace.project p left join workspace.task k
            on k.team_id = p.team_id and k.project_id = p.id and k.id = ${taskId}::uuid and k.deleted_at is null
          where p.deleted_at is null and (p.id = ${projectId}::uuid or k.id is not null) for key share of p`;
  return rows[0] ?? null;
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
    where: { ...ofCurrentTeam(), commentId: { in: [...commentIds] } },
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
