import { createByIdLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findUnitsByIds } from './unit.repository.js';

/** Units of the actor's team by id; null for any other id. */
export function createUnitLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findUnitsByIds(db, ids)));
}
