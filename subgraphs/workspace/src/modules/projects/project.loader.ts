import { createByIdLoader, createGroupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { createChildrenLoader } from '../lists/children.loader.js';
import {
  decisionsOfProjects,
  findGateDecisionsByIds,
  findMembers,
  findProjectsByIds,
  findStageChangesByIds,
  stepsOfProjects,
} from './project.repository.js';
import { findReopenings } from './reopening.repository.js';
import { findChangesSinceSeen, findTenderStates } from './project-tender.repository.js';

/** Projects of the actor's team by id, those in the bin included; null for any other id. */
export function createProjectLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findProjectsByIds(db, ids)));
}

/** Members of projects, by project. */
export function createProjectMembersLoader({ database }: RequestScope) {
  return createGroupLoader(
    (ids) => database.read((db) => findMembers(db, ids)),
    ({ projectId }) => projectId,
  );
}

/** What tenders say of projects at this moment, by project. */
export function createTenderStateLoader({ database, now }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findTenderStates(db, ids, now())));
}

/** What has changed in tenders since teams looked at them, by project. */
export function createChangesSinceSeenLoader({ database }: RequestScope) {
  return createGroupLoader(
    (ids) => database.read((db) => findChangesSinceSeen(db, ids)),
    ({ projectId }) => projectId,
  );
}

export function createStageChangeLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findStageChangesByIds(db, ids)));
}

export function createGateDecisionLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findGateDecisionsByIds(db, ids)));
}

export function createProjectStepsLoader(scope: RequestScope) {
  return createChildrenLoader(scope, stepsOfProjects);
}

export function createProjectDecisionsLoader(scope: RequestScope) {
  return createChildrenLoader(scope, decisionsOfProjects);
}

/** What put decisions in doubt, by decision; null for one that is not. */
export function createReopeningLoader({ database }: RequestScope) {
  return createByIdLoader((ids) => database.read((db) => findReopenings(db, ids)));
}
