import type { Cache } from '../cache/cache.js';
import { startEventStream, type SubgraphReader } from '../events/events.js';
import { startWorker, type JobWithScope, type Worker } from '../jobs/jobs.js';
import { startStaleTagRelay } from '../staleness/staleness.js';
import type { Logger, Metrics, StoreWatch } from '../telemetry/telemetry.js';

/** What a process works on that answers nobody. */
export interface BackgroundOptions {
  /** Database URL of svc_worker. */
  readonly url: string;
  readonly jobs: readonly JobWithScope[];
  readonly readers: readonly SubgraphReader[];
  readonly cache: Cache;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The watch of the database, which says once that it is away. */
  readonly database: StoreWatch;
}

const jobsAtOnceMax = 4;

/** Starts what works in the background: jobs, the relay that tells caches of commits, and the readers of events. */
export async function startBackground({ jobs, readers, cache, ...common }: BackgroundOptions): Promise<Worker> {
  const worker = await startWorker({ ...common, jobs, concurrency: jobsAtOnceMax });
  const relay = startStaleTagRelay({ ...common, cache });
  const stream = startEventStream({ ...common, cache, readers });
  return {
    state: worker.state,
    recover: worker.recover,
    async stop() {
      await worker.stop();
      // What the last jobs committed is told, and read, by others or by the next start.
      await Promise.all([relay.stop(), stream.stop()]);
    },
  };
}
