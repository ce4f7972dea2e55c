import { createByIdLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findAccountsByIds } from './team.repository.js';

/** Accounts of people in the actor's team by id; null for any other id. */
export function createAccountLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findAccountsByIds(db, ids)));
}
