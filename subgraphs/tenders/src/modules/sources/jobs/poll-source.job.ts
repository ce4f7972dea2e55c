import { enqueue, type Job } from '@hub/runtime/jobs';
import type { z } from 'zod';
import type { PollEnvironment } from '../../../source-http/index.js';
import { pollSource } from '../polling/poll-source.js';
import { pollSourceAddress, queueOf } from './addresses.js';

/** Polls one public source. Run twice, it finds that the source is not due, or imports what is imported already. */
export function pollSourceJob(environment: PollEnvironment): Job<z.output<typeof pollSourceAddress.schema>> {
  return {
    ...pollSourceAddress,
    async run({ sourceId, isForced }, scope) {
      const outcome = await pollSource({
        scope,
        environment,
        sourceId,
        isForced,
        signal: new AbortController().signal,
      });
      if (outcome.kind !== 'CONTINUE') return;
      await scope.database.write((tx) =>
        enqueue(tx, pollSourceAddress, { sourceId, isForced: false }, { key: sourceId, queue: queueOf(sourceId) }),
      );
    },
  };
}
