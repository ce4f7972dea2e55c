import { defineLoaders } from '@hub/runtime/loaders';
import {
  createClosingTimeLoader,
  createEntryByTenderLoader,
  createEntryLoader,
} from './modules/entries/entry.loader.js';
import {
  createChangesSinceSeenLoader,
  createGateDecisionLoader,
  createProjectDecisionsLoader,
  createProjectLoader,
  createProjectMembersLoader,
  createProjectStepsLoader,
  createStageChangeLoader,
  createTenderStateLoader,
} from './modules/projects/project.loader.js';

/** The loaders of one request. */
export const createLoaders = defineLoaders({
  closingTime: createClosingTimeLoader,
  entry: createEntryLoader,
  entryByTender: createEntryByTenderLoader,
  changesSinceSeen: createChangesSinceSeenLoader,
  gateDecision: createGateDecisionLoader,
  project: createProjectLoader,
  projectDecisions: createProjectDecisionsLoader,
  projectMembers: createProjectMembersLoader,
  projectSteps: createProjectStepsLoader,
  stageChange: createStageChangeLoader,
  tenderState: createTenderStateLoader,
});

export type Loaders = ReturnType<typeof createLoaders>;
