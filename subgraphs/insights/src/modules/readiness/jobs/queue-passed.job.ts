import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { queuePassed } from '../queue-rescoring.service.js';

/** Every ten minutes: queues the scoring of tenders that closed since they were scored, for each team that has them. */
export const queuePassedJob = defineJob({
  name: 'insights:queue-passed',
  schema: z.object({}),
  cron: '*/10 * * * *',
  attemptsMax: 1,
  run: (_payload, scope) => queuePassed(scope.database, scope.now()),
});
