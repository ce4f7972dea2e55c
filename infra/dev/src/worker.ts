import { runService } from '@hub/runtime/service';
import { urlOfRole } from '@hub/runtime/database';
import { startWorker } from '@hub/runtime/jobs';
import { openHub } from './hub/open-hub.js';

// The worker as a process of its own: background jobs of all subgraphs, each in its own scope.
await runService({
  name: 'worker',
  async start({ logger }) {
    const { env } = process;
    const hub = await openHub({ env, logger });
    const worker = await startWorker({
      url: urlOfRole(env['DATABASE_URL'] ?? '', 'svc_worker', env['DATABASE_ROLE_PASSWORD'] ?? null),
      jobs: hub.jobs,
      concurrency: 4,
      onError: (message, error) => logger.error({ err: error }, message),
    });
    return {
      async stop() {
        await worker.stop();
        await hub.close();
      },
    };
  },
});
