import { defineJob, type Job } from '@hub/runtime/jobs';
import { z } from 'zod';
import type { Engine } from '../../../engines/index.js';
import { refineSummaries } from '../refine-summaries.service.js';

/** Every minute, where there are models: has them choose what summaries tell. */
export function refineSummariesJob(engines: readonly Engine[]): Job {
  return defineJob({
    name: 'insights:refine-summaries',
    schema: z.object({}),
    cron: '* * * * *',
    attemptsMax: 1,
    run: (_payload, scope) => refineSummaries(scope, engines),
  });
}
