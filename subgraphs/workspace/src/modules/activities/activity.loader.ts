import { createByIdLoader, createGroupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { createChildrenLoader } from '../lists/children.loader.js';
import { activitiesOfEntries, activitiesOfProjects } from './activity-list.repository.js';
import { findActivitiesByIds, findParticipants } from './activity.repository.js';

/** Activities of the actor's team by id, those in the bin included; null for any other id. */
export function createActivityLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findActivitiesByIds(db, ids)));
}

/** Who takes part, by activity. */
export function createParticipantsLoader({ database }: RequestScope) {
  return createGroupLoader(
    (ids) => database.read((db) => findParticipants(db, ids)),
    ({ activityId }) => activityId,
  );
}

export function createProjectActivitiesLoader(scope: RequestScope) {
  return createChildrenLoader(scope, activitiesOfProjects);
}

export function createEntryActivitiesLoader(scope: RequestScope) {
  return createChildrenLoader(scope, activitiesOfEntries);
}
