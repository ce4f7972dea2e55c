import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { scoreTenders } from '../score-team.js';

/** Makes the team's stored scores of tenders what they should be, after the tenders, or what the team makes of them, changed. */
export const scoreTendersJob = defineJob({
  name: 'insights:score-tenders',
  schema: z.object({ tenderIds: z.array(z.uuid()).max(1_000) }),
  run: ({ tenderIds }, scope) => scoreTenders(scope, tenderIds),
});
