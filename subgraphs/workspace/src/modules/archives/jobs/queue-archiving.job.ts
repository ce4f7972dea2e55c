import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { queueArchiving } from '../archive-finished.service.js';

/**
 * Every hour: queues a job for each team with projects that were finished longer ago than the team has chosen. Which teams those
 * are stays in the database.
 */
export const queueArchivingJob = defineJob({
  name: 'workspace:queue-archiving',
  schema: z.object({}),
  cron: '20 * * * *',
  attemptsMax: 1,
  run: (_payload, scope) => queueArchiving(scope.database, scope.now()),
});
