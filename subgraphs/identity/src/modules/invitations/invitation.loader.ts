import { createByIdLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findInvitationsByIds } from './invitation.repository.js';

/** Invitations of the actor's team by id; null for any other id. */
export function createInvitationLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findInvitationsByIds(db, ids)));
}
