import { defineLoaders } from '@hub/runtime/loaders';
import {
  createActivityLoader,
  createEntryActivitiesLoader,
  createParticipantsLoader,
  createProjectActivitiesLoader,
} from './modules/activities/activity.loader.js';
import { createProjectArchiveLoader } from './modules/archives/archive.loader.js';
import {
  createCommentLoader,
  createEntryCommentsLoader,
  createMentionsLoader,
  createProjectCommentsLoader,
  createTaskCommentsLoader,
} from './modules/comments/comment.loader.js';
import {
  createClosingTimeLoader,
  createEntryByTenderLoader,
  createEntryLoader,
  createReadinessScoreLoader,
} from './modules/entries/entry.loader.js';
import { createHistoryEventLoader, createHistoryLoader } from './modules/history/history.loader.js';
import {
  createChangesSinceSeenLoader,
  createGateDecisionLoader,
  createProjectDecisionsLoader,
  createProjectLoader,
  createProjectMembersLoader,
  createProjectStepsLoader,
  createReopeningLoader,
  createStageChangeLoader,
  createTenderStateLoader,
} from './modules/projects/project.loader.js';
import { createProjectCountsLoader } from './modules/dashboard/project-counts.loader.js';
import {
  createDependenciesLoader,
  createProjectTasksLoader,
  createTaskLoader,
  createTodayLoader,
} from './modules/tasks/task.loader.js';

/** The loaders of one request. */
export const createLoaders = defineLoaders({
  activity: createActivityLoader,
  entryActivities: createEntryActivitiesLoader,
  participants: createParticipantsLoader,
  projectActivities: createProjectActivitiesLoader,
  closingTime: createClosingTimeLoader,
  comment: createCommentLoader,
  entryComments: createEntryCommentsLoader,
  history: createHistoryLoader,
  historyEvent: createHistoryEventLoader,
  mentions: createMentionsLoader,
  projectComments: createProjectCommentsLoader,
  taskComments: createTaskCommentsLoader,
  entry: createEntryLoader,
  entryByTender: createEntryByTenderLoader,
  changesSinceSeen: createChangesSinceSeenLoader,
  gateDecision: createGateDecisionLoader,
  project: createProjectLoader,
  projectArchive: createProjectArchiveLoader,
  projectDecisions: createProjectDecisionsLoader,
  projectMembers: createProjectMembersLoader,
  projectSteps: createProjectStepsLoader,
  readinessScore: createReadinessScoreLoader,
  reopening: createReopeningLoader,
  stageChange: createStageChangeLoader,
  dependencies: createDependenciesLoader,
  projectTasks: createProjectTasksLoader,
  task: createTaskLoader,
  today: createTodayLoader,
  projectCounts: createProjectCountsLoader,
  tenderState: createTenderStateLoader,
});

export type Loaders = ReturnType<typeof createLoaders>;
