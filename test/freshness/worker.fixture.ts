// The worker as a process of its own: runs the jobs that wait, and ends.
import { taskListOf } from '@hub/runtime/jobs';
import { createLogger } from '@hub/runtime/telemetry';
import { openJobs } from '@hub/worker/open-jobs';
import { workerSettingsFrom } from '@hub/worker/worker-config';
import { Logger, runOnce } from 'graphile-worker';

const settings = workerSettingsFrom(process.env);
const open = await openJobs(settings, createLogger({ service: 'test', level: 'silent' }));
await runOnce({
  connectionString: settings.stores.databaseUrl,
  taskList: taskListOf(open.jobs),
  noHandleSignals: true,
  logger: new Logger(() => () => undefined),
});
await open.close();
