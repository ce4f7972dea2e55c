import type { TeamTransaction } from '../database/team-database.js';
import type { JobAddress } from './define-job.js';

/** How a job is queued. */
export interface EnqueueOptions {
  /** A later job with the same key replaces one that still waits. */
  readonly key?: string;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
  /** Not before this moment. */
  readonly runAt?: Date;
}

/**
 * Queues a job in the transaction of the write that causes it: if the write is rolled back, there
 * is no job. The database stamps the job with the team of the transaction.
 * @throws ZodError when the payload does not fit the job, before anything is queued.
 */
export async function enqueue<Payload>(
  tx: TeamTransaction,
  job: JobAddress<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<void> {
  const body = JSON.stringify(job.schema.parse(payload));
  await tx.$executeRaw`select app.enqueue_job(${job.name}, ${body}::jsonb, ${options.key ?? null},
    ${options.queue ?? null}, ${options.runAt ?? null}, ${job.attemptsMax ?? 10}::int)`;
}
