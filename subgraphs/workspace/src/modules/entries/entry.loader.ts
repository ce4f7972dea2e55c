import { createByIdLoader, createRowLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { tenderIdOf } from './entry-tender.js';
import { findClosingTimes, findEntriesByIds, findEntriesByTenderIds, findReadinessScores } from './entry.repository.js';

/** Entries of the actor's team by id; null for any other id. */
export function createEntryLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findEntriesByIds(db, ids)));
}

/** Entries of the actor's team by tender; null for a tender that it does not track. */
export function createEntryByTenderLoader({ database }: RequestScope) {
  return createRowLoader((tenderIds) => database.read((db) => findEntriesByTenderIds(db, tenderIds)), tenderIdOf);
}

/** When tenders close as the actor's team reads them, by tender; null for one that does not exist. */
export function createClosingTimeLoader({ database }: RequestScope) {
  return createRowLoader(
    (tenderIds) => database.read((db) => findClosingTimes(db, tenderIds)),
    ({ id }) => id,
  );
}

/** How ready the actor's team is for tenders, as it was last stored, by tender; null where nothing was stored. */
export function createReadinessScoreLoader({ database }: RequestScope) {
  return createRowLoader(
    (tenderIds) => database.read((db) => findReadinessScores(db, tenderIds)),
    ({ id }) => id,
  );
}
