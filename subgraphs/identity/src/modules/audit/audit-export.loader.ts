import { createByIdLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findAuditExportsByIds } from './audit-export.repository.js';

/** Files of the log of the actor's team by id; null for any other id. */
export function createAuditExportLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findAuditExportsByIds(db, ids)));
}
