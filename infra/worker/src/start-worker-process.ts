import { createHealth } from '@hub/runtime/health';
import type { Worker } from '@hub/runtime/jobs';
import {
  probesOf,
  serveOperations,
  startBackground,
  type RunningService,
  type ServiceContext,
} from '@hub/runtime/service';
import { createMetrics } from '@hub/runtime/telemetry';
import { openJobs } from './open-jobs.js';
import type { WorkerSettings } from './worker-config.js';

/** Opens the subgraphs that have jobs, shows the process to those who operate it, and begins to work. */
export async function startWorkerProcess({
  logger,
  settings,
}: ServiceContext<WorkerSettings>): Promise<RunningService> {
  const metrics = createMetrics({ service: 'worker' });
  const open = await openJobs(settings, logger, metrics);
  let background: Worker | null = null;
  const health = createHealth({
    probes: probesOf(open.stores.tenders),
    jobs: { state: () => background?.state() ?? 'restarting', isRequired: true },
  });
  const shown = await serveOperations({
    settings: settings.operations,
    metrics,
    health,
    databases: { tenders: open.stores.tenders.database, insights: open.stores.insights.database },
  });
  const started = await startBackground({
    url: settings.stores.databaseUrl,
    jobs: open.jobs,
    readers: open.readers,
    cache: open.stores.tenders.cache,
    logger,
    metrics,
    database: open.outages.of('PostgreSQL'),
  });
  background = started;
  health.started();
  return {
    draining: health.draining,
    recover: started.recover,
    async stop() {
      await started.stop();
      await shown.stop();
      await open.close();
    },
  };
}
