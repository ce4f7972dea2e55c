import { createByIdLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findEntriesByIds, findPlatformTeams } from './platform.repository.js';

/** Teams as a super-admin sees them, by id; null for everybody else. */
export function createPlatformTeamLoader({ database }: RequestScope) {
  return createByIdLoader((ids) =>
    database.read((db) => findPlatformTeams(db, { ids, search: null, afterId: null, take: ids.length })),
  );
}

/** Entries into the actor's team by id; null for any other id. */
export function createPlatformEntryLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findEntriesByIds(db, ids)));
}
