import { roleOfSubgraph, urlOfWorkerAs, type ActingRole } from '@hub/runtime/database';
import type { SubgraphReader } from '@hub/runtime/events';
import { jobsWithScope, type JobWithScope } from '@hub/runtime/jobs';
import {
  importerPoolSize,
  narrowPoolSize,
  openSharedStores,
  openSubgraphStores,
  refuseWrongDatabase,
  type SharedStores,
  type SubgraphStores,
} from '@hub/runtime/service';
import type { Logger, Metrics } from '@hub/runtime/telemetry';
import type { SubgraphWithJobs, WorkerSettings } from './worker-config.js';

/** Background work: jobs, readers of events, and the stores that they use. */
export interface OpenJobs {
  readonly jobs: readonly JobWithScope[];
  readonly readers: readonly SubgraphReader[];
  readonly stores: Readonly<Record<SubgraphWithJobs, SubgraphStores>>;
  readonly outages: SharedStores['outages'];
  close(): Promise<void>;
}

// As long as the database lets a statement of svc_worker run. Nobody waits for a job's answer.
const transactionMaxMs = 300_000;

/**
 * Opens the subgraphs that have jobs, each with the rights of its own role on connections that svc_worker signed in for. Jobs
 * that import run as svc_importer.
 */
export async function openJobs(settings: WorkerSettings, logger: Logger, metrics?: Metrics): Promise<OpenJobs> {
  const shared = await openSharedStores(settings.stores, logger, metrics);
  const importer = openAs('tenders', 'svc_importer', importerPoolSize);
  await refuseWrongDatabase(importer);
  const { poolSizeMax } = settings.stores;
  const [tenders, workspace, insights, analytics] = await Promise.all([
    open('tenders', poolSizeMax),
    open('workspace', narrowPoolSize),
    open('insights', poolSizeMax),
    open('analytics', narrowPoolSize),
  ]);
  const opened = [tenders, workspace, insights, analytics];
  return {
    jobs: [
      ...opened.flatMap(({ jobs }) => jobs),
      ...settings.jobs.map((job) => ({ job, scopeOf: tenders.stores.scopeOf })),
    ],
    readers: opened.flatMap(({ readers }) => readers),
    stores: {
      tenders: tenders.stores,
      workspace: workspace.stores,
      insights: insights.stores,
      analytics: analytics.stores,
    },
    outages: shared.outages,
    async close() {
      await Promise.all([...opened.map(({ stores }) => stores.close()), importer.close()]);
      await shared.close();
    },
  };

  async function open(
    name: SubgraphWithJobs,
    poolSizeMax: number,
  ): Promise<{ stores: SubgraphStores; jobs: JobWithScope[]; readers: SubgraphReader[] }> {
    const stores = openAs(name, roleOfSubgraph[name], poolSizeMax);
    await refuseWrongDatabase(stores);
    const { jobs, readers } = await settings.make[name]({ database: stores.database, importer: importer.database });
    return {
      stores,
      jobs: jobsWithScope(jobs, { own: stores.scopeOf, importer: importer.scopeOf }),
      readers: readers.map((reader) => ({ subgraph: name, reader })),
    };
  }

  function openAs(name: SubgraphWithJobs, role: ActingRole, poolSizeMax: number): SubgraphStores {
    const databaseUrl = urlOfWorkerAs(settings.stores.databaseUrl, role);
    return openSubgraphStores({
      name,
      role,
      settings: { ...settings.stores, databaseUrl, poolSizeMax, transactionMaxMs },
      shared,
      logger,
    });
  }
}
