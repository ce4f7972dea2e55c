import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { withJobWeb } from '../../imports/jobs/with-job-web.js';
import type { PollEnvironment } from '../../../source-http/index.js';
import { replayQuarantine } from '../replay-quarantine.js';

/** Every night: asks again for releases that records point at and that could not be had. */
export function replayLinksJob(environment: PollEnvironment) {
  return defineJob({
    name: 'tenders:replay-links',
    schema: z.object({}),
    cron: '20 2 * * *',
    isImport: true,
    attemptsMax: 3,
    async run(_payload, scope) {
      if (!environment.isScheduled) return;
      await withJobWeb({ environment, scope }, (web, signal) =>
        replayQuarantine({
          pool: environment.bulk(),
          web,
          signal,
          source: null,
          reason: 'LINKED_RELEASE_UNAVAILABLE',
        }),
      );
    },
  });
}
