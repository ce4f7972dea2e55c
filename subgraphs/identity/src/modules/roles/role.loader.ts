import { createByIdLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { findAssignmentsByIds, findRolesByIds } from './role.repository.js';

/** Roles of the actor's team by id; null for any other id. */
export function createRoleLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findRolesByIds(db, ids)));
}

/** Assignments of the actor's team by id; null for any other id. */
export function createRoleAssignmentLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findAssignmentsByIds(db, ids)));
}
