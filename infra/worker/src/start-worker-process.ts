import { startEventStream } from '@hub/runtime/events';
import { createHealth } from '@hub/runtime/health';
import { startWorker, type Worker } from '@hub/runtime/jobs';
import { probesOf, serveOperations, type RunningService, type ServiceContext } from '@hub/runtime/service';
import { startStaleTagRelay } from '@hub/runtime/staleness';
import { createMetrics } from '@hub/runtime/telemetry';
import { openJobs } from './open-jobs.js';
import type { WorkerSettings } from './worker-config.js';

const jobsAtOnceMax = 4;

/** Opens the subgraphs that have jobs, shows the process to those who operate it, and begins to work. */
export async function startWorkerProcess({
  logger,
  settings,
}: ServiceContext<WorkerSettings>): Promise<RunningService> {
  const metrics = createMetrics({ service: 'worker' });
  const open = await openJobs(settings, logger, metrics);
  let worker: Worker | null = null;
  const health = createHealth({
    probes: probesOf(open.stores.tenders),
    jobs: { state: () => worker?.state() ?? 'restarting', isRequired: true },
  });
  const shown = await serveOperations({
    settings: settings.operations,
    metrics,
    health,
    databases: { tenders: open.stores.tenders.database, insights: open.stores.insights.database },
  });
  const started = await startWorker({
    url: settings.stores.databaseUrl,
    jobs: open.jobs,
    concurrency: jobsAtOnceMax,
    logger,
    metrics,
    database: open.outages.of('PostgreSQL'),
  });
  worker = started;
  const relay = startStaleTagRelay({
    url: settings.stores.databaseUrl,
    cache: open.stores.tenders.cache,
    logger,
    database: open.outages.of('PostgreSQL'),
  });
  const stream = startEventStream({
    url: settings.stores.databaseUrl,
    readers: open.readers,
    cache: open.stores.tenders.cache,
    logger,
    metrics,
    database: open.outages.of('PostgreSQL'),
  });
  health.started();
  return {
    draining: health.draining,
    recover: started.recover,
    async stop() {
      await started.stop();
      await relay.stop();
      await stream.stop();
      await shown.stop();
      await open.close();
    },
  };
}
