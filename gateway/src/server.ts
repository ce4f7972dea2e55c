// More than 200 lines: what a gateway is made of, from the edge to the graph, is put together in one place.
import type { GraphQLDataSource } from '@apollo/gateway';
import { anonymous } from '@hub/runtime/auth';
import type { AnswerTarget } from '@hub/runtime/graphql';
import { createHealth, registerHealthRoutes, type Health } from '@hub/runtime/health';
import type { Outbox } from '@hub/runtime/mail';
import { createOutages, type Outages } from '@hub/runtime/telemetry';
import type { FastifyInstance } from 'fastify';
import type { JSONWebKeySet } from 'jose';
import { developmentSettings, type GatewaySettings } from './config.js';
import type { Authenticate } from './edge/identity/authenticate.js';
import { createEdgeServer } from './edge/edge-server.js';
import { addDownloads, type DownloadOptions } from './edge/downloads.js';
import { addForwardedPaths } from './edge/forward-paths.js';
import { createGraphQLHandler, type OnRequest } from './edge/handle-graphql.js';
import { createJudge } from './edge/document/judge-document.js';
import { withOpenSessions } from './edge/identity/open-sessions.js';
import { createPersistedOperations } from './edge/document/persisted-operations.js';
import { addPictures } from './edge/pictures.js';
import type { GatewayContext } from './edge/request-context.js';
import { createResponseCache, type SharedAnswers } from './edge/answers/response-cache.js';
import { addressOf, closeWithin } from './listening.js';
import { addOutbox } from './pages/outbox.js';
import { addPages } from './pages/pages.js';
import { addUnsubscribe } from './pages/unsubscribe.js';
import { silentLogger, type GatewayLogger } from './supergraph/gateway-logger.js';
import { createGraphQLServer } from './supergraph/graphql-server.js';
import { createInProcessSource, type InProcessSubgraph } from './supergraph/in-process-source.js';
import { createRemoteSource, type RemoteSource } from './supergraph/remote-source.js';

/** What a gateway is made of. */
export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** Subgraphs inside this process, by name. The others are called at the address in the supergraph. */
  readonly inProcess?: Readonly<Record<string, InProcessSubgraph>>;
  /** Addresses that replace those in the supergraph, by subgraph name. */
  readonly subgraphUrls?: Readonly<Record<string, string>>;
  /** Absent: everyone is anonymous and tokens are not looked at. */
  readonly authenticate?: Authenticate;
  readonly settings?: GatewaySettings;
  readonly logger?: GatewayLogger;
  /** The watches of the process. Default: some of the gateway's own. */
  readonly outages?: Outages;
  /** Where public answers are kept beside this process's memory. */
  readonly sharedAnswers?: SharedAnswers;
  /** Files that signed links open, show and take; without it there are none. */
  readonly downloads?: DownloadOptions;
  /** Mails that were not sent, shown at `/dev/outbox`; never in production. */
  readonly outbox?: Outbox;
  /** Served at `/.well-known/jwks.json`. */
  readonly publicKeys?: () => Promise<JSONWebKeySet>;
  /** Health of the process; without it one that needs no store. */
  readonly health?: Health;
  /** Clock by which answers about sessions grow old. Default: the machine's. */
  readonly nowMs?: () => number;
  /** Told how each operation ended, for metrics. */
  readonly onRequest?: OnRequest;
}

/** A gateway that can be started and stopped once. */
export interface Gateway {
  readonly fastify: FastifyInstance;
  /** Listens, and gives the address. */
  readonly start: () => Promise<string>;
  /** Finishes what is in flight, at most ten seconds, and closes. */
  readonly stop: () => Promise<void>;
  /** The address, once started. */
  readonly url: () => string;
}

const drainMs = 10_000;

/** Composes the edge, the pages and the graph into one HTTP server, not yet listening. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { settings = developmentSettings, logger = silentLogger } = options;
  const { outages = createOutages({ logger }) } = options;
  const remotes = new Map<string, RemoteSource>();
  const answererOf = answererIn(options, remotes);
  const authenticate = withOpenSessions({
    authenticate: options.authenticate ?? (async () => anonymous),
    identity: () => answererOf('identity'),
    answerMs: settings.sessionAnswerMs,
    ...(options.nowMs && { nowMs: options.nowMs }),
  });
  const apollo = createGraphQLServer({
    supergraphSdl: options.supergraphSdl,
    logger,
    isProduction: settings.isProduction,
    csrfPrevention: settings.csrfPrevention,
    limits: settings.limits,
    scalars: settings.scalars,
    dataSourceFor: (subgraph) => dataSourceFor({ subgraph, options, settings, logger, outages, remotes }),
  });
  await apollo.start();

  const app = await createEdgeServer(settings, logger);
  const cache =
    settings.cacheBytesMax > 0
      ? createResponseCache({ bytesMax: settings.cacheBytesMax, shared: options.sharedAnswers })
      : undefined;
  const handler = createGraphQLHandler({
    authenticate,
    persisted: createPersistedOperations(),
    judge: createJudge(settings.limits),
    limits: settings.limits,
    introspection: settings.introspection,
    cache,
    apollo,
    onRequest: options.onRequest,
  });
  app.route({ method: ['GET', 'POST'], url: '/graphql', handler });
  if (options.downloads) {
    addDownloads(app, options.downloads);
    addPictures(app, options.downloads);
  }
  addForwardedPaths(app, { authenticate, answererOf });
  addUnsubscribe(app, apollo);
  if (settings.hasPages) addPages(app);
  if (options.outbox && !settings.isProduction) addOutbox(app, options.outbox);
  const health = options.health ?? createHealth({ probes: [] });
  const state = addOperationalRoutes(app, health, options);

  return {
    fastify: app,
    url: () => addressOf(app),
    start: async () => {
      await app.listen({ host: settings.host, port: settings.port });
      health.started();
      return addressOf(app);
    },
    stop: async () => {
      health.draining();
      state.isDraining = true;
      await closeWithin(app, drainMs);
      await apollo.stop();
      await Promise.all([...remotes.values()].map((remote) => remote.close()));
    },
  };
}

interface SourceOptions {
  readonly subgraph: { readonly name: string; readonly url: string };
  readonly options: GatewayOptions;
  readonly settings: GatewaySettings;
  readonly logger: GatewayLogger;
  readonly outages: Outages;
  readonly remotes: Map<string, RemoteSource>;
}

function dataSourceFor({
  subgraph,
  options,
  settings,
  logger,
  outages,
  remotes,
}: SourceOptions): GraphQLDataSource<GatewayContext> {
  const local = options.inProcess?.[subgraph.name];
  if (local !== undefined) {
    return createInProcessSource(local, (cause) =>
      logger.error({ subgraph: subgraph.name, err: cause }, 'A subgraph failed.'),
    );
  }
  const remote = createRemoteSource({
    name: subgraph.name,
    url: options.subgraphUrls?.[subgraph.name] ?? subgraph.url,
    secrets: settings.secrets,
    timeoutMs: settings.subgraphTimeoutsMs[subgraph.name] ?? settings.subgraphTimeoutsMs.default,
    inFlightMax: settings.subgraphInFlightMax,
    onFailure: (code, cause) =>
      logger.warn({ subgraph: subgraph.name, code, err: cause }, 'A subgraph did not answer.'),
    watch: outages.of(`Subgraph ${subgraph.name}`),
  });
  remotes.set(subgraph.name, remote);
  return remote;
}

/** Plain requests go the way that operations of the subgraph go: inside this process, or over HTTP. */
function answererIn(
  { inProcess }: GatewayOptions,
  remotes: ReadonlyMap<string, RemoteSource>,
): (subgraph: string) => AnswerTarget | undefined {
  return (subgraph) => (inProcess?.[subgraph] ?? remotes.get(subgraph))?.answerTarget;
}

function addOperationalRoutes(
  app: FastifyInstance,
  health: Health,
  { publicKeys, settings = developmentSettings }: GatewayOptions,
): { isDraining: boolean } {
  const state = { isDraining: false };
  // A client that keeps its connection must come to another process with its next request.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (state.isDraining) reply.header('connection', 'close');
    done();
  });
  // At a person's own machine everybody may see the stores; elsewhere they are on the operations port.
  registerHealthRoutes(app, { health, maySeeDatabases: () => !settings.isProduction });
  if (publicKeys !== undefined) {
    app.get('/.well-known/jwks.json', async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=300').send(await publicKeys()),
    );
  }
  return state;
}
