import type { DashboardResolvers } from '../../../types.generated.js';
import { statuses as entryStatuses } from '../../entries/enums.js';
import { stages, statuses } from '../../projects/enums.js';
import { taskStatuses } from '../../tasks/enums.js';
import { countsOf, recentChanges } from '../dashboard.service.js';

export const Dashboard: DashboardResolvers = {
  projectStageCounts: ({ projectStages }) =>
    countsOf(stages, projectStages, (stage, projectCount) => ({ stage, projectCount })),
  projectStatusCounts: ({ projectStatuses }) =>
    countsOf(statuses, projectStatuses, (status, projectCount) => ({ status, projectCount })),
  entryStatusCounts: (counts) =>
    countsOf(entryStatuses, counts.entryStatuses, (status, entryCount) => ({ status, entryCount })),
  taskStatusCounts: (counts) =>
    countsOf(taskStatuses, counts.taskStatuses, (status, taskCount) => ({ status, taskCount })),
  recentChanges: (_counts, _args, context) => recentChanges(context),
};
