import { createByIdLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findEventsByIds } from './audit.repository.js';

/** Events of the actor's team by id; null for any other id. */
export function createAuditEventLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findEventsByIds(db, ids)));
}
