import { subgraphNames, type SubgraphName } from '@hub/runtime/auth';
import { roleOfSubgraph, urlOfWorkerAs } from '@hub/runtime/database';
import { isOutage } from '@hub/runtime/errors';
import {
  createInProcessExecutor,
  createTargetAnswerer,
  type AnswerTarget,
  type ExecutorOptions,
  type InProcessExecutor,
  type Subgraph,
} from '@hub/runtime/graphql';
import type { SubgraphReader } from '@hub/runtime/events';
import { jobsWithScope, type JobWithScope } from '@hub/runtime/jobs';
import {
  importerPoolSize,
  openSharedStores,
  openSubgraphStores,
  type SharedStores,
  type SubgraphStores,
} from '@hub/runtime/service';
import type { Logger, Metrics } from '@hub/runtime/telemetry';
import type { HubSettings } from './hub-config.js';

/** A subgraph that is open in this process. */
export interface OpenSubgraph {
  readonly subgraph: Subgraph;
  readonly stores: SubgraphStores;
  readonly execute: InProcessExecutor;
  readonly answerTarget: AnswerTarget;
}

/** All five subgraphs in one process, over the same Redis and document store. */
export interface Hub {
  readonly subgraphs: Readonly<Record<SubgraphName, OpenSubgraph>>;
  readonly shared: SharedStores;
  /** The stores as svc_importer uses them. */
  readonly importer: SubgraphStores;
  /** Background work of all subgraphs, each in the scope of its own. */
  readonly jobs: readonly JobWithScope[];
  /** Readers of events of all subgraphs. */
  readonly readers: readonly SubgraphReader[];
  close(): Promise<void>;
}

export interface OpenHubOptions {
  readonly settings: Pick<HubSettings, 'stores' | 'databaseUrls' | 'make' | 'jobs'>;
  readonly logger: Logger;
  /** Counts what the stores do. */
  readonly metrics?: Metrics;
  /** Default: the clock of the machine. */
  readonly now?: () => Date;
}

/** Mails go out one after the other, or a few at a time. */
const workerPoolSize = 2;

/** Opens every subgraph with its own database role, and brings the document store to its newest shape. */
export async function openHub({ settings, logger, metrics, now }: OpenHubOptions): Promise<Hub> {
  const shared = await openSharedStores(settings.stores, logger, metrics);
  const importer = openSubgraphStores({
    name: 'tenders',
    role: 'svc_importer',
    settings: {
      ...settings.stores,
      databaseUrl: urlOfWorkerAs(settings.databaseUrls.svc_worker, 'svc_importer'),
      poolSizeMax: importerPoolSize,
    },
    shared,
    logger,
    ...(now && { now }),
  });
  // Work that is no subgraph's own: as a worker does it, which signs in as itself and takes on the role of tenders.
  const worker = openSubgraphStores({
    name: 'tenders',
    settings: {
      ...settings.stores,
      databaseUrl: urlOfWorkerAs(settings.databaseUrls.svc_worker, roleOfSubgraph.tenders),
      poolSizeMax: workerPoolSize,
    },
    shared,
    logger,
    ...(now && { now }),
  });
  const opened = await Promise.all(
    subgraphNames.map(async (name) => {
      const ownSettings = { ...settings.stores, databaseUrl: settings.databaseUrls[roleOfSubgraph[name]] };
      const stores = openSubgraphStores({ name, settings: ownSettings, shared, logger, ...(now && { now }) });
      const subgraph = await settings.make[name]({ database: stores.database, importer: importer.database });
      const options: ExecutorOptions = {
        scopeOf: stores.scopeOf,
        onMasked(error, requestId) {
          if (!isOutage(error)) logger.error({ err: error, requestId, subgraph: name }, 'A request failed.');
        },
      };
      const execute = createInProcessExecutor(subgraph, options);
      return [name, { subgraph, stores, execute, answerTarget: createTargetAnswerer(subgraph, options) }] as const;
    }),
  );
  const [identity, tenders, workspace, insights, analytics] = opened.map(([, open]) => open);
  if (!identity || !tenders || !workspace || !insights || !analytics) throw new Error('A subgraph did not open.');
  const subgraphs = { identity, tenders, workspace, insights, analytics };
  const all = Object.values(subgraphs);

  return {
    subgraphs,
    shared,
    importer,
    jobs: [
      ...all.flatMap(({ subgraph, stores }) =>
        jobsWithScope(subgraph.jobs, { own: stores.scopeOf, importer: importer.scopeOf }),
      ),
      ...settings.jobs.map((job) => ({ job, scopeOf: worker.scopeOf })),
    ],
    readers: all.flatMap(({ subgraph }) => subgraph.readers.map((reader) => ({ subgraph: subgraph.name, reader }))),
    async close() {
      await Promise.all([...all.map(({ stores }) => stores.close()), importer.close(), worker.close()]);
      await shared.close();
    },
  };
}

/** Has all subgraphs read ahead what their first requests would wait for. */
export async function warmUp({ subgraphs }: Hub): Promise<void> {
  await Promise.all(Object.values(subgraphs).map(({ subgraph }) => subgraph.warmUp()));
}

/** Document migrations of all subgraphs; run once at the start, before anyone reads. */
export async function migrateDocuments({ subgraphs, shared }: Hub): Promise<void> {
  await shared.documents.migrate(Object.values(subgraphs).flatMap(({ subgraph }) => subgraph.documentMigrations));
}
