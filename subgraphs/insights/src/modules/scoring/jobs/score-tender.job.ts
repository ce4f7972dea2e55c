import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { scoreTenders } from '../score-team.js';

/** Calculates and stores the score of one tender for the team of the job, when it starts tracking it. */
export const scoreTenderJob = defineJob({
  name: 'insights:score-tender',
  schema: z.object({ tenderId: z.uuid() }),
  run: ({ tenderId }, scope) => scoreTenders(scope, [tenderId]),
});
