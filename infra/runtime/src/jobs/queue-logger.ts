import { Logger as QueueLogger } from 'graphile-worker';
import { z } from 'zod';
import type { Logger, StoreWatch } from '../telemetry/telemetry.js';
import { isOutageTrouble } from './job-trouble.js';

const failure = z.looseObject({
  failure: z.literal(true),
  job: z.looseObject({ id: z.string(), task_identifier: z.string(), attempts: z.number(), max_attempts: z.number() }),
});

/**
 * What the queue says, in our logs: jobs that fail. An outage is the matter of the store's watch, and trouble of the queue
 * itself that of the supervisor, which replaces its runners.
 */
export function queueLogger(logger: Logger, database: StoreWatch): QueueLogger {
  return new QueueLogger(() => (level, message, meta) => {
    if (level !== 'error' && level !== 'warning') return;
    const error = meta?.['error'];
    const failed = failure.safeParse(meta);
    const isOutage = isOutageTrouble(error, database);
    if (!failed.success) return logger.debug({ err: error }, message);
    const { id, task_identifier: job, attempts, max_attempts: attemptsMax } = failed.data.job;
    const fields = { job, jobId: id, attempts, attemptsMax, err: error };
    // An outage uses up no attempts.
    if (isOutage) return logger.debug({ event: 'job_failed', ...fields }, 'A job failed for want of a store.');
    if (attempts >= attemptsMax) logger.error({ event: 'job_dead', ...fields }, 'A job failed for the last time.');
    else logger.error({ event: 'job_failed', ...fields }, 'A job failed and will be tried again.');
  });
}
