import type { TeamTransaction } from '../database/team-database.js';
import { traceparentToLink } from '../telemetry/telemetry.js';
import { attemptsMaxDefault, type JobAddress } from './define-job.js';
import type { Lane } from './lanes.js';

/** How jobs are queued. */
export interface QueueOptions {
  /** Not before this moment. */
  readonly runAt?: Date;
  /** Where it waits. Default: what the job says. A job with the same key that waits in a better lane stays there. */
  readonly lane?: Lane;
}

/** How one job is queued. */
export interface EnqueueOptions extends QueueOptions {
  /** A later job with the same key replaces one that still waits. */
  readonly key?: string;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
}

/** One of many jobs. */
export interface QueuedJob<Payload> extends Pick<EnqueueOptions, 'key' | 'queue'> {
  readonly payload: Payload;
}

/** What a payload carries so that the trace of its job can point back here; nothing while nothing is recorded. */
export function traceStamp(): { readonly traceparent?: string } {
  const traceparent = traceparentToLink();
  return traceparent === undefined ? {} : { traceparent };
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
  { key, queue, ...options }: EnqueueOptions = {},
): Promise<void> {
  const one = { payload, ...(key !== undefined && { key }), ...(queue !== undefined && { queue }) };
  await enqueueMany(tx, job, [one], options);
}

/**
 * Queues many jobs of one kind with one statement, as {@link enqueue} would one by one. Of jobs with the same key the last
 * one counts.
 * @throws ZodError when a payload does not fit the job, before anything is queued.
 */
export async function enqueueMany<Payload>(
  tx: TeamTransaction,
  job: JobAddress<Payload>,
  jobs: readonly QueuedJob<Payload>[],
  { runAt, lane = job.lane ?? 'interactive' }: QueueOptions = {},
): Promise<void> {
  if (jobs.length === 0) return;
  const stamp = traceStamp();
  const list = JSON.stringify(
    jobs.map(({ payload, key, queue }) => ({
      payload: Object.assign({}, job.schema.parse(payload), stamp),
      key,
      queue,
    })),
  );
  await tx.$executeRaw`select app.enqueue_jobs(${job.name},
    array_agg(job -> 'payload' order by position), array_agg(job ->> 'key' order by position),
    ${job.attemptsMax ?? attemptsMaxDefault}::int, ${lane}, array_agg(job ->> 'queue' order by position),
    ${runAt ?? null}::timestamptz)
    from jsonb_array_elements(${list}::jsonb) with ordinality as given (job, position)`;
}
