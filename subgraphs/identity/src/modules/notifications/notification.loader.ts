import { createByIdLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findNotificationsByIds } from './notification.repository.js';

/** Notifications of the actor by id; null for any other id, and for an actor that is no person. */
export function createNotificationLoader({ actor, database }: RequestScope) {
  return createByIdLoader(async (ids) =>
    actor.kind === 'user' ? database.read((db) => findNotificationsByIds(db, { accountId: actor.accountId, ids })) : [],
  );
}
