import { createLookupLoader, createRowLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findOwnTenders, type OwnTender } from './own-tender.repository.js';
import { scoresOf } from './own-tender.service.js';

/** Tenders of the actor's team's own, by id; null for any other id. */
export function createOwnTenderLoader({ database }: RequestScope) {
  return createRowLoader(
    async (ids) => [...(await database.read((db) => findOwnTenders(db, ids))).values()],
    ({ id }) => id,
  );
}

/** How well they suit the team. */
export function createOwnScoreLoader(scope: RequestScope) {
  return createLookupLoader({
    find: (tenders: readonly OwnTender[]) => scoresOf(scope, tenders),
    nameOf: ({ id }) => id,
    missing: () => null,
  });
}
