import { defineJob } from '@hub/runtime/jobs';
import { z } from 'zod';
import { refreshCoverage } from '../polling/coverage.service.js';
import type { PollEnvironment } from '../../../source-http/index.js';
import { queuePolls } from '../polling/queue-polls.service.js';
import { dueSources } from '../polling/source-poll.repository.js';

/** Every minute: queues polls of public sources that are due, and counts again what imports have brought. */
export function schedulePollsJob(environment: PollEnvironment) {
  return defineJob({
    name: 'tenders:schedule-polls',
    schema: z.object({}),
    cron: '* * * * *',
    isImport: true,
    attemptsMax: 1,
    async run(_payload, scope) {
      if (environment.isScheduled) {
        await queuePolls(scope.database, await dueSources(scope.database, scope.now()));
      }
      await refreshCoverage(environment.bulk(), scope.now());
    },
  });
}
