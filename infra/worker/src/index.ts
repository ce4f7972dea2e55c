import { runService } from '@hub/runtime/service';
import { startWorkerProcess } from './start-worker-process.js';
import { workerSettingsFrom } from './worker-config.js';

await runService({ name: 'worker', settings: workerSettingsFrom, start: startWorkerProcess });
