import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { queueRescoringOfAll } from '../queue-rescoring.service.js';

/** Each night: queues the scoring of all that teams have. Certificates end with the day, and a new release may count differently. */
export const rescoreAllJob = defineJob({
  name: 'insights:rescore-all',
  schema: z.object({}),
  cron: '10 22 * * *',
  run: (_payload, scope) => queueRescoringOfAll(scope.database),
});
