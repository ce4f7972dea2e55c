import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { refreshSpend } from '../spend-rollup.service.js';

/** Every five minutes: adds up spending by buyer, if tenders have changed. */
export const countSpendJob = defineJob({
  name: 'analytics:count-spend',
  schema: z.object({}),
  cron: '*/5 * * * *',
  attemptsMax: 1,
  run: (_payload, scope) => refreshSpend(scope.database, scope.now()),
});
