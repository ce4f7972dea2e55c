import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { storeReadiness } from '../readiness.service.js';

/** Calculates and stores the score of one tender for the team of the job, for example when it starts tracking it. */
export const scoreTenderJob = defineJob({
  name: 'insights:score-tender',
  schema: z.object({ tenderId: z.uuid() }),
  run: ({ tenderId }, scope) => storeReadiness(scope, [tenderId]),
});
