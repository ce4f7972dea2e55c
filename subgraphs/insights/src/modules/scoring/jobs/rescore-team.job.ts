import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { rescoreTeam } from '../score-team.js';

/** Brings all stored scores of the team of the job up to date: after its profile or a rule changed, and each night. */
export const rescoreTeamJob = defineJob({
  name: 'insights:rescore-team',
  schema: z.object({}),
  run: (_payload, scope) => rescoreTeam(scope),
});
