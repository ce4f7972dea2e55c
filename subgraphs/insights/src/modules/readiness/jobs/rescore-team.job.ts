import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { renewAllReadiness } from '../readiness.service.js';

/** Brings all stored scores of the team of the job up to date, for example after its profile changed. */
export const rescoreTeamJob = defineJob({
  name: 'insights:rescore-team',
  schema: z.object({}),
  run: (_payload, scope) => renewAllReadiness(scope),
});
