import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { writeActivity } from '../write-activity.service.js';

/** Every two minutes: writes back when sessions were last used, which is kept in Redis until then. */
export const writeActivityJob = defineJob({
  name: 'tenders:write-activity',
  schema: z.object({}),
  cron: '*/2 * * * *',
  attemptsMax: 1,
  run: (_payload, { database, cache }) => writeActivity(database, cache.activity),
});
