import { createByIdLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findDraftsByIds } from './draft.repository.js';

/** Drafts of the actor's team by id; null for any other id. */
export function createDraftLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findDraftsByIds(db, ids)));
}
