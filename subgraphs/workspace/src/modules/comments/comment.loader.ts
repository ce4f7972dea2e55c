import type { Children } from '../lists/children.repository.js';
import { createByIdLoader, createGroupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { createChildrenLoader } from '../lists/children.loader.js';
import { mayRead } from './comment-access.js';
import { commentsOf, findCommentsByIds, findMentions } from './comment.repository.js';

/** Comments of the actor's team on what the actor may see, by id, those in the bin included; null for any other id. */
export function createCommentLoader({ actor, database }: RequestScope) {
  return createByIdLoader(async (ids) => {
    const found = await database.read((db) => findCommentsByIds(db, ids));
    return found.filter((comment) => mayRead(actor, comment));
  });
}

/** Whom comments mention, by comment. */
export function createMentionsLoader({ database }: RequestScope) {
  return createGroupLoader(
    (ids) => database.read((db) => findMentions(db, ids)),
    ({ commentId }) => commentId,
  );
}

const listOf = (children: Children) => (scope: RequestScope) => createChildrenLoader(scope, children);

export const createEntryCommentsLoader = listOf(commentsOf.entries);
export const createProjectCommentsLoader = listOf(commentsOf.projects);
export const createTaskCommentsLoader = listOf(commentsOf.tasks);
