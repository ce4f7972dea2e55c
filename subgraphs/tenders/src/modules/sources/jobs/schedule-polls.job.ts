import { defineJob, enqueue } from '@hub/runtime/jobs';
import { z } from 'zod';
import { refreshCoverage } from '../polling/coverage.service.js';
import type { PollEnvironment } from '../../../source-http/index.js';
import { dueSources } from '../polling/source-poll.repository.js';
import { pollSourceAddress, queueOf } from './addresses.js';

/** Every minute: queues polls of public sources that are due, and counts again what imports have brought. */
export function schedulePollsJob(environment: PollEnvironment) {
  return defineJob({
    name: 'tenders:schedule-polls',
    schema: z.object({}),
    cron: '* * * * *',
    attemptsMax: 1,
    async run(_payload, scope) {
      if (environment.isScheduled) {
        const due = await dueSources(scope.database, scope.now());
        await scope.database.write(async (tx) => {
          for (const sourceId of due)
            await enqueue(
              tx,
              pollSourceAddress,
              { sourceId, isForced: false },
              { key: sourceId, queue: queueOf(sourceId) },
            );
        });
      }
      await refreshCoverage(environment.bulk(), scope.now());
    },
  });
}
