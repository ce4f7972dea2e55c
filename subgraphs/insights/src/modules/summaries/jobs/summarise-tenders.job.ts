import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { summariseTenders } from '../summarise-tenders.service.js';

/** Makes or renews the summaries of what one batch of an import wrote: one job for them all, and nobody waits for it. */
export const summariseTendersJob = defineJob({
  name: 'insights:summarise-tenders',
  schema: z.object({ tenderIds: z.array(z.uuid()).max(500) }),
  lane: 'bulk',
  run: ({ tenderIds }, scope) => summariseTenders(scope, tenderIds),
});
