import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { summariseTender } from '../summary.service.js';

/** Makes or renews the summary of a tender. Does nothing when it is made from what the tender says now. */
export const summariseTenderJob = defineJob({
  name: 'insights:summarise-tender',
  schema: z.object({ tenderId: z.uuid() }),
  run: ({ tenderId }, scope) => summariseTender(scope, tenderId),
});
