// A worker in a process of its own, with the jobs of insights.
import { createSubgraph } from '@hub/insights/subgraph';
import { urlOfWorkerAs } from '@hub/runtime/database';
import { startWorker } from '@hub/runtime/jobs';
import { openSharedStores, openSubgraphStores } from '@hub/runtime/service';
import { createLogger, createOutages } from '@hub/runtime/telemetry';

const url = process.env['BENCH_WORKER_URL'] ?? '';
const logger = createLogger({ service: 'bench', level: 'warn' });
const settings = {
  databaseUrl: urlOfWorkerAs(url, 'svc_insights'),
  mongodbUrl: process.env['BENCH_MONGODB_URL'] ?? '',
  redisUrl: null,
  poolSizeMax: 4,
  connectTimeoutMs: 10_000,
};
const shared = await openSharedStores(settings, logger);
const stores = openSubgraphStores({ name: 'insights', role: 'svc_insights', settings, shared, logger });
const subgraph = await createSubgraph({})({ database: stores.database });
const worker = await startWorker({
  url,
  jobs: subgraph.jobs.map((job) => ({ job, scopeOf: stores.scopeOf })),
  concurrency: 4,
  logger,
  database: createOutages({ logger }).of('PostgreSQL'),
});
process.send?.('started');
process.on('disconnect', () => void worker.stop().then(() => process.exit()));
