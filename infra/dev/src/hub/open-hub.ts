import { createSubgraph as createAnalytics } from '@hub/analytics/subgraph';
import { createSubgraph as createIdentity } from '@hub/identity/subgraph';
import { createSubgraph as createInsights } from '@hub/insights/subgraph';
import { subgraphNames, type SubgraphName } from '@hub/runtime/auth';
import {
  createInProcessExecutor,
  createTargetAnswerer,
  type AnswerTarget,
  type ExecutorOptions,
  type InProcessExecutor,
  type Subgraph,
  type SubgraphFactory,
} from '@hub/runtime/graphql';
import type { JobWithScope } from '@hub/runtime/jobs';
import {
  openSharedStores,
  openSubgraphStores,
  storeSettingsFrom,
  type SharedStores,
  type SubgraphStores,
} from '@hub/runtime/service';
import type { Logger, Metrics } from '@hub/runtime/telemetry';
import { createSubgraph as createTenders } from '@hub/tenders/subgraph';
import { createSubgraph as createWorkspace } from '@hub/workspace/subgraph';

type Environment = Readonly<Record<string, string | undefined>>;

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
  /** Background work of all subgraphs, each in the scope of its own. */
  readonly jobs: readonly JobWithScope[];
  close(): Promise<void>;
}

export interface OpenHubOptions {
  readonly env: Environment;
  readonly logger: Logger;
  /** Counts what the stores do. */
  readonly metrics?: Metrics;
  /** Default: the clock of the machine. */
  readonly now?: () => Date;
}

const factories: Record<SubgraphName, SubgraphFactory> = {
  identity: createIdentity,
  tenders: createTenders,
  workspace: createWorkspace,
  insights: createInsights,
  analytics: createAnalytics,
};

/** Opens every subgraph with its own database role, and brings the document store to its newest shape. */
export async function openHub({ env, logger, metrics, now }: OpenHubOptions): Promise<Hub> {
  const settings = storeSettingsFrom(env);
  const shared = await openSharedStores(settings, logger, metrics);
  const opened = await Promise.all(
    subgraphNames.map(async (name) => {
      const stores = openSubgraphStores({ name, settings, shared, logger, ...(now && { now }) });
      const subgraph = await factories[name]({ database: stores.database, env });
      const options: ExecutorOptions = {
        scopeOf: stores.scopeOf,
        onMasked: (error, requestId) => logger.error({ err: error, requestId, subgraph: name }, 'A request failed.'),
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
    jobs: all.flatMap(({ subgraph, stores }) => subgraph.jobs.map((job) => ({ job, scopeOf: stores.scopeOf }))),
    async close() {
      await Promise.all(all.map(({ stores }) => stores.close()));
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
