import type { RequestScope } from '@hub/runtime/service';
import DataLoader from 'dataloader';
import { findEntriesByIds, findEntriesByTenderIds } from './entry.repository.js';

/** Entries of the actor's team by id; null for any other id. */
export function createEntryLoader(scope: RequestScope) {
  return new DataLoader(async (ids: readonly string[]) => {
    const entries = await scope.database.read((db) => findEntriesByIds(db, ids));
    const byId = new Map(entries.map((entry) => [entry.id, entry]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** Entries of the actor's team by tender; null for a tender that it does not track. */
export function createEntryByTenderLoader(scope: RequestScope) {
  return new DataLoader(async (tenderIds: readonly string[]) => {
    const entries = await scope.database.read((db) => findEntriesByTenderIds(db, tenderIds));
    const byTender = new Map(entries.map((entry) => [entry.tenderId, entry]));
    return tenderIds.map((tenderId) => byTender.get(tenderId) ?? null);
  });
}
