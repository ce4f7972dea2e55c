import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { forgetOldWrites } from '../housekeeping.service.js';

/** Every hour: forgets by which rows old writes could have been found out, or made once only. */
export const forgetOldWritesJob = defineJob({
  name: 'tenders:forget-old-writes',
  schema: z.object({}),
  cron: '23 * * * *',
  attemptsMax: 1,
  run: (_payload, { database }) => forgetOldWrites(database),
});
