import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { scoreUnscored } from '../score-tenders.service.js';

/** Scores what the saved searches of the team have found since they last found something. */
export const scoreFoundJob = defineJob({
  name: 'insights:score-found',
  schema: z.object({}),
  run: (_payload, scope) => scoreUnscored(scope),
});
