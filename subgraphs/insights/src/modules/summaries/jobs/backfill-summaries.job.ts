import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { backfillSummaries } from '../backfill-summaries.service.js';

/** Every ten minutes: queues summaries that an older model made to be made again, those least to be trusted first. */
export const backfillSummariesJob = defineJob({
  name: 'insights:backfill-summaries',
  schema: z.object({}),
  cron: '*/10 * * * *',
  attemptsMax: 1,
  run: (_payload, scope) => backfillSummaries(scope),
});
