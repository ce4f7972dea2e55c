import type { z } from 'zod';
import type { RequestScope } from '../service/request-scope.js';
import type { Lane } from './lanes.js';

/** What a producer must know of a job to queue it. */
export interface JobAddress<Payload = unknown> {
  /** `<subgraph>:<verb-noun>`, such as `insights:summarise-tender`. */
  readonly name: string;
  readonly schema: z.ZodType<Payload>;
  /** Attempts before the job is left as a dead letter. Default 10, with exponential backoff. */
  readonly attemptsMax?: number;
  /** Where it waits unless the producer says otherwise. Default `interactive`; a scheduled job is in `schedule`. */
  readonly lane?: Lane;
}

/** A kind of background work. Payloads are checked when queued and again when run. */
export interface Job<Payload = unknown> extends JobAddress<Payload> {
  /** Runs the work. It may run twice for one job: it must leave the same state. */
  run(payload: Payload, scope: RequestScope): Promise<void>;
  /**
   * When the worker queues it by itself, in UTC, such as `30 4 * * *`: once for all workers together, and not again
   * while it still waits. The payload then is only what the schema makes of an empty object.
   */
  readonly cron?: string;
  /** True when it writes public tenders: it then runs as svc_importer, which sees no row of any team. Default false. */
  readonly isImport?: boolean;
}

/** Attempts of a job that does not say how many. */
export const attemptsMaxDefault = 10;

/** Declares a job; the name is its address in the queue, the metrics and the logs. */
export function defineJob<Payload>(job: Job<Payload>): Job<Payload> {
  return job;
}
