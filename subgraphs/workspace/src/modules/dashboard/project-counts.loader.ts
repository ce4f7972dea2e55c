import { createByIdLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { countOfProjects } from './project-counts.repository.js';

/** How much there is of projects of the actor's team, by project; null for any other id. */
export function createProjectCountsLoader({ database, now }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => countOfProjects(db, ids, now())));
}
