import type { Comment } from '@hub/prisma/client';
import { holds, membershipOf, type Actor } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import { lacks } from '@hub/runtime/graphql';
import { holdsNow, requireIn } from '../projects/project-access.js';
import type { CommentSubject, HeldSubject } from './comment.repository.js';

const readingOf = ({ entryId }: CommentSubject) => (entryId === null ? 'project:read' : 'entry:read');

/** True when the actor may see what a comment is about. */
export function mayRead(actor: Actor, subject: CommentSubject): boolean {
  return holds(actor, readingOf(subject));
}

/** @throws HubError `FORBIDDEN` for who may not see what a comment is about. */
export function requireReading(actor: Actor, subject: CommentSubject): void {
  if (!mayRead(actor, subject)) throw lacks(readingOf(subject));
}

const isAuthor = (actor: Actor, { createdByMembershipId }: Comment) =>
  createdByMembershipId !== null && createdByMembershipId === membershipOf(actor);

/**
 * @throws HubError `FORBIDDEN` for who did not write the comment, or may not write any about its subject at this moment: a role in one
 * project is enough for what belongs to it.
 */
export function requireAuthor(actor: Actor, tx: TeamTransaction, comment: Comment, { projectId }: HeldSubject): void {
  if (!isAuthor(actor, comment)) throw new HubError('FORBIDDEN', 'Only the author of a comment can change it.');
  requireIn(actor, tx, 'comment:write', projectId);
}

/** @throws HubError `FORBIDDEN` for who neither wrote the comment and still may, nor holds `comment:manage` there at this moment. */
export function requireAuthorOrManager(
  actor: Actor,
  tx: TeamTransaction,
  comment: Comment,
  { projectId }: HeldSubject,
): void {
  if (holdsNow(actor, tx, 'comment:manage', projectId)) return;
  if (!isAuthor(actor, comment)) throw lacks('comment:manage');
  requireIn(actor, tx, 'comment:write', projectId);
}
