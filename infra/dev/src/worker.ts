import { startWorker } from '@hub/runtime/jobs';
import { runService } from '@hub/runtime/service';
import { workerSettingsFrom } from './hub/hub-config.js';
import { openJobs } from './hub/open-hub.js';

// The worker as a process of its own: background jobs of all subgraphs, each in its own scope.
await runService({
  name: 'worker',
  settings: workerSettingsFrom,
  async start({ logger, settings }) {
    const open = await openJobs(settings, logger);
    const worker = await startWorker({
      url: settings.stores.databaseUrl,
      jobs: open.jobs,
      concurrency: 4,
      logger,
      database: open.outages.of('PostgreSQL'),
    });
    return {
      recover: worker.recover,
      async stop() {
        await worker.stop();
        await open.close();
      },
    };
  },
});
