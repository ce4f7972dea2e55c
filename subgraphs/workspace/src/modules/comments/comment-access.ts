import type { Comment } from '@hub/prisma/client';
import { holds, membershipOf, type Actor } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import { lacks } from '@hub/runtime/graphql';
import { holdsNow } from '../projects/project-access.js';
import type { CommentSubject } from './comment.repository.js';

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

/** @throws HubError `FORBIDDEN` for who did not write the comment. */
export function requireAuthor(actor: Actor, comment: Comment): void {
  if (!isAuthor(actor, comment)) throw new HubError('FORBIDDEN', 'Only the author of a comment can change it.');
}

/** @throws HubError `FORBIDDEN` for who neither wrote the comment nor holds `comment:manage` at this moment. */
export function requireAuthorOrManager(actor: Actor, tx: TeamTransaction, comment: Comment): void {
  if (isAuthor(actor, comment)) return;
  if (!holdsNow(actor, tx, 'comment:manage', null)) throw lacks('comment:manage');
}
