import { runService } from '@hub/runtime/service';
import { urlOfRole } from '@hub/runtime/database';
import { logJobTrouble, startWorker } from '@hub/runtime/jobs';
import { processEnvironment } from '@hub/runtime/config';
import { hubSettingsFrom } from './hub/hub-config.js';
import { openHub } from './hub/open-hub.js';

// The worker as a process of its own: background jobs of all subgraphs, each in its own scope.
await runService({
  name: 'worker',
  async start({ logger }) {
    const settings = hubSettingsFrom(processEnvironment());
    const hub = await openHub({ settings, logger });
    const worker = await startWorker({
      url: urlOfRole(settings.stores.databaseUrl, 'svc_worker', settings.stores.databaseRolePassword),
      jobs: hub.jobs,
      concurrency: 4,
      onError: logJobTrouble(logger, hub.shared.outages.of('PostgreSQL')),
    });
    return {
      async stop() {
        await worker.stop();
        await hub.close();
      },
    };
  },
});
