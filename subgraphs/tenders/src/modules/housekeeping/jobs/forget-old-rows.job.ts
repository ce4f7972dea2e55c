import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { forgetOldRows } from '../housekeeping.service.js';

/** Every hour: deletes rows that nobody needs any more: of old writes, ended sessions, exports, imports and counts. */
export const forgetOldRowsJob = defineJob({
  name: 'tenders:forget-old-rows',
  schema: z.object({}),
  cron: '23 * * * *',
  attemptsMax: 1,
  run: (_payload, { database }) => forgetOldRows(database),
});
