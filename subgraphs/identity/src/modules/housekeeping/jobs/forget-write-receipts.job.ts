import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { forgetWriteReceipts } from '../housekeeping.service.js';

/** Every hour: forgets by which rows writes of the day before could have been found out. */
export const forgetWriteReceiptsJob = defineJob({
  name: 'identity:forget-write-receipts',
  schema: z.object({}),
  cron: '23 * * * *',
  attemptsMax: 1,
  run: (_payload, { database }) => forgetWriteReceipts(database),
});
