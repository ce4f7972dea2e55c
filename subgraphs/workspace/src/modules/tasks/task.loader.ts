import { createByIdLoader, createLookupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { createChildrenLoader } from '../lists/children.loader.js';
import { tasksOfProjects } from './task-list.repository.js';
import { findDependencies, findTasksByIds, findToday } from './task.repository.js';

/** Tasks of the actor's team by id, those in the bin included; null for any other id. */
export function createTaskLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findTasksByIds(db, ids)));
}

/** Ids of tasks that a task waits for. */
export function createDependenciesLoader({ database }: RequestScope) {
  return createLookupLoader<string, string[], string[]>({
    find: async (ids) => {
      const rows = await database.read((db) => findDependencies(db, ids));
      const groups = Map.groupBy(rows, ({ taskId }) => taskId);
      return new Map([...groups].map(([id, of]) => [id, of.map(({ dependsOnTaskId }) => dependsOnTaskId)]));
    },
    nameOf: (id) => id,
    missing: () => [],
  });
}

export function createProjectTasksLoader(scope: RequestScope) {
  return createChildrenLoader(scope, tasksOfProjects);
}

/** Which day it is where the team works; asked for once in a request. */
export function createTodayLoader({ database, now }: RequestScope) {
  return createLookupLoader<'today', string, string>({
    find: async () => new Map([['today', await database.read((db) => findToday(db, now()))]]),
    nameOf: (key) => key,
    missing: () => now().toISOString().slice(0, 10),
  });
}
