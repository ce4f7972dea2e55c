import { defineJob } from '@hub/runtime/jobs';
import type { BulkPool } from '@hub/runtime/database';
import { z } from 'zod';
import { rereadFacts } from '../reread-facts.service.js';

/** How the job gets its connections, and for how long it may hold the worker. */
export interface RereadEnvironment {
  readonly bulk: () => BulkPool;
  readonly budgetMs: number;
}

/** Every night: brings tenders up to date that older readers have read. What does not fit into the time is left for the next. */
export function rereadFactsJob({ bulk, budgetMs }: RereadEnvironment) {
  return defineJob({
    name: 'tenders:reread-facts',
    schema: z.object({}),
    cron: '40 1 * * *',
    isImport: true,
    attemptsMax: 3,
    run: async () => {
      await rereadFacts({ pool: bulk(), signal: AbortSignal.timeout(budgetMs) });
    },
  });
}
