import { createByIdLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findExportsByIds } from './export.repository.js';

/** Exports of the actor's team by id; null for any other id. */
export function createExportLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findExportsByIds(db, ids)));
}
