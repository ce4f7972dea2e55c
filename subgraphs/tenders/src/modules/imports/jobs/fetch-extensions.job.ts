import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import type { PollEnvironment } from '../../../source-http/index.js';
import { withJobWeb } from './with-job-web.js';

/** Every quarter of an hour: fetches extensions that imports have named and could not have, and merges by them. */
export function fetchExtensionsJob(environment: PollEnvironment) {
  return defineJob({
    name: 'tenders:fetch-extensions',
    schema: z.object({}),
    cron: '*/15 * * * *',
    isImport: true,
    attemptsMax: 1,
    async run(_payload, scope) {
      if (environment.isScheduled) await withJobWeb({ environment, scope }, (web) => web.fetchDueExtensions());
    },
  });
}
