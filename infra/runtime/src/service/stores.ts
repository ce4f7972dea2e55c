import type { ActingRole } from '@hub/prisma/roles';
import type { Actor } from '../auth/actor.js';
import { noClient, type ClientInfo } from '../auth/client-info.js';
import type { SubgraphName } from '../auth/subgraph-names.js';
import { openCache, type Cache } from '../cache/cache.js';
import { openDatabase, watchDatabase, type HubDatabase } from '../database/database.js';
import { roleOfSubgraph } from '../database/service-role.js';
import { openDocuments, type Documents } from '../documents/documents.js';
import { tellCaches } from '../staleness/staleness.js';
import { createOutages, type Logger, type Metrics, type Outages } from '../telemetry/telemetry.js';
import type { RequestScope } from './request-scope.js';

/** Where the stores are. */
export interface StoreSettings {
  /** Where the service's own role signs in. */
  readonly databaseUrl: string;
  readonly mongodbUrl: string;
  /** Null runs without Redis: slower, with the same answers. */
  readonly redisUrl: string | null;
  /** Connections that one subgraph may hold. */
  readonly poolSizeMax: number;
  /** See `openDatabase`. */
  readonly preparesStatements?: boolean;
  /** Longest wait for one of them, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** See `openDatabase`. */
  readonly transactionMaxMs?: number;
}

/** The stores that all subgraphs of one process share. */
export interface SharedStores {
  readonly cache: Cache;
  readonly documents: Documents;
  /** Says once that a store is away, and once that it is back. */
  readonly outages: Outages;
  close(): Promise<void>;
}

/** The stores as one subgraph uses them. */
export interface SubgraphStores extends SharedStores {
  readonly database: HubDatabase;
  /** Binds the stores to who asks. Costs nothing; make one for each request. */
  scopeOf(request: { actor: Actor; requestId: string; client?: ClientInfo }): RequestScope;
  /** Closes what is this subgraph's own: its database connections. */
  close(): Promise<void>;
}

/** Opens Redis and the document store, counted in the metrics when there are any; waits a moment for each, and lives without them. */
export async function openSharedStores(
  settings: Pick<StoreSettings, 'mongodbUrl' | 'redisUrl'>,
  logger: Logger,
  metrics?: Metrics,
): Promise<SharedStores> {
  const outages = createOutages({ logger, ...(metrics && { onFailure: metrics.storeFailure }) });
  const documents = await openDocuments({
    url: settings.mongodbUrl,
    logger,
    outages,
    onState: (state) => metrics?.circuit('mongodb', state),
  });
  const cache = await openCache({
    url: settings.redisUrl,
    logger,
    outages,
    ...(metrics && { observer: metrics.cache }),
  });
  return {
    cache,
    documents,
    outages,
    async close() {
      await Promise.all([cache.close(), documents.close()]);
    },
  };
}

/** Connections of svc_importer beside its bulk writes: claims and ends of polls, and documents. */
export const importerPoolSize = 2;

/** Connections on which the worker runs jobs that take one transaction after another: those of workspace, and of analytics. */
export const narrowPoolSize = 1;

/** What one subgraph's stores are opened with. */
export interface SubgraphStoresOptions {
  readonly name: SubgraphName;
  /** Default: the subgraph's own. */
  readonly role?: ActingRole;
  readonly settings: StoreSettings;
  readonly shared: SharedStores;
  readonly logger: Logger;
  /** Default: the clock of the machine. */
  readonly now?: () => Date;
}

/** Opens the database as a subgraph's own role, or as one that it does some of its work in, beside the shared stores. */
export function openSubgraphStores({
  name,
  role = roleOfSubgraph[name],
  settings,
  shared,
  logger,
  now = () => new Date(),
}: SubgraphStoresOptions): SubgraphStores {
  const { cache, documents, outages } = shared;
  const own = openDatabase({
    role,
    url: settings.databaseUrl,
    poolSizeMax: settings.poolSizeMax,
    ...(settings.preparesStatements !== undefined && { preparesStatements: settings.preparesStatements }),
    connectTimeoutMs: settings.connectTimeoutMs,
    transactionMaxMs: settings.transactionMaxMs,
    onCommitted: (committed) => tellCaches(cache, committed),
  });
  const database = watchDatabase(own, outages.of('PostgreSQL'));
  const ownLogger = logger.child({ subgraph: name });
  return {
    cache,
    documents,
    outages,
    database,
    scopeOf: ({ actor, requestId, client = noClient }) => ({
      actor,
      client,
      requestId,
      database: database.as(actor, { requestId, client }),
      documents: documents.as(actor),
      cache,
      logger: ownLogger,
      now,
    }),
    close: () => database.close(),
  };
}
