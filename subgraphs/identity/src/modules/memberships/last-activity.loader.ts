import { createRowLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findLastActivities } from './membership.repository.js';

/** When people last used the product in the actor's team, by their account; null for people without a session in it. */
export function createLastActivityLoader({ database }: RequestScope) {
  return createRowLoader(
    (accountIds) => database.read((db) => findLastActivities(db, accountIds)),
    ({ accountId }) => accountId,
  );
}
