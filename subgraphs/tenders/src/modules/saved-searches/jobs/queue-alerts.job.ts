import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { queueAlerts } from '../queue-alerts.service.js';

/**
 * Every minute: queues a job for each team that has saved searches to match, because tenders changed or because it is
 * past six in the morning there. Which teams those are stays in the database.
 */
export const queueAlertsJob = defineJob({
  name: 'tenders:queue-alerts',
  schema: z.object({}),
  cron: '* * * * *',
  attemptsMax: 1,
  run: (_payload, scope) => queueAlerts(scope.database, scope.now()),
});
