import { createByIdLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findArchivesByIds } from './archive.repository.js';

/** Archives of the actor's team by id, without their documents; null for any other id. */
export function createProjectArchiveLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findArchivesByIds(db, ids)));
}
