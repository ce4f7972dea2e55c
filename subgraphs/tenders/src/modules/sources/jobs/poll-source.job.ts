import type { Job } from '@hub/runtime/jobs';
import type { z } from 'zod';
import type { PollEnvironment } from '../../../source-http/index.js';
import { pollSource } from '../polling/poll-source.service.js';
import { queuePolls } from '../polling/queue-polls.service.js';
import { pollSourceAddress } from './addresses.js';

/** Polls one public source. Run twice, it finds that the source is not due, or imports what is imported already. */
export function pollSourceJob(environment: PollEnvironment): Job<z.output<typeof pollSourceAddress.schema>> {
  return {
    ...pollSourceAddress,
    isImport: true,
    async run({ sourceId, isForced }, scope) {
      const outcome = await pollSource({
        scope,
        environment,
        sourceId,
        isForced,
        signal: new AbortController().signal,
      });
      if (outcome.kind === 'CONTINUE') await queuePolls(scope.database, [sourceId]);
    },
  };
}
