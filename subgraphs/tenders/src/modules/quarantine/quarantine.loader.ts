import { createByIdLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findQuarantinedByIds } from './quarantine.repository.js';

/** Releases that are set aside, by id; null for any other id. */
export function createQuarantinedLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.readPublic((db) => findQuarantinedByIds(db, ids)));
}
