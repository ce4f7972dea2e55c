import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import type { PollEnvironment } from '../../../source-http/index.js';
import { packSegments } from '../segments/pack-segments.service.js';

// It begins again every minute, so what is left then is packed next.
const budgetMs = 50_000;

/** Every minute: packs what imports have changed, so that searches need not go by rows. */
export function packSegmentsJob({ bulk }: Pick<PollEnvironment, 'bulk'>) {
  return defineJob({
    name: 'tenders:pack-search',
    schema: z.object({}),
    cron: '* * * * *',
    isImport: true,
    attemptsMax: 1,
    async run() {
      await packSegments(bulk(), AbortSignal.timeout(budgetMs));
    },
  });
}
