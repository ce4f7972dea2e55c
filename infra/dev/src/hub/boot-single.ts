import { createAuthenticator } from '@hub/gateway/authenticate';
import { createGateway } from '@hub/gateway/server';
import { sharedAnswersIn } from '@hub/gateway/shared-answers';
import { localKeys, subgraphNames } from '@hub/runtime/auth';
import { activityNotices } from '@hub/runtime/cache';
import { createHealth } from '@hub/runtime/health';
import type { Worker } from '@hub/runtime/jobs';
import { boundGarbage } from '@hub/runtime/memory';
import {
  guardProcess,
  probesOf,
  refuseWrongDatabase,
  serveOperations,
  watchEventLoop,
  startBackground,
} from '@hub/runtime/service';
import { createMetrics, startTracing, type Logger } from '@hub/runtime/telemetry';
import type { Life } from '../life.js';
import type { SingleProcessSettings } from './hub-config.js';
import { migrateDocuments, openHub, warmUp } from './open-hub.js';

export interface BootOptions {
  readonly settings: SingleProcessSettings;
  readonly supergraphSdl: string;
  readonly logger: Logger;
  readonly life: Life;
}

/**
 * Boots gateway, five subgraphs and worker in this process and resolves with the gateway's address. Ends with the life:
 * the gateway first, which finishes what is in flight, then the worker, then the connections.
 */
export async function bootSingle({ settings, supergraphSdl, logger, life }: BootOptions): Promise<string> {
  boundGarbage();
  const tracing = await startTracing({ service: 'hub', endpoint: settings.telemetry.tracesEndpoint, logger });
  life.onEnd(() => tracing.shutdown());
  const metrics = createMetrics({ service: 'hub' });
  let background: Worker | null = null;
  guardProcess({ logger, onBroken: life.fail, recover: (error) => background?.recover(error) ?? false });
  const hub = await openHub({ settings, logger, metrics });
  life.onEnd(() => hub.close());
  const allStores = [...subgraphNames.map((name) => hub.subgraphs[name].stores), hub.importer];
  await Promise.all(allStores.map((stores) => refuseWrongDatabase(stores)));
  // Documents are the one store that may be away: its fields then answer with a code until it is back.
  await migrateDocuments(hub).catch((error: unknown) =>
    logger.warn({ err: error }, 'The document store could not be migrated.'),
  );
  await warmUp(hub).catch((error: unknown) => logger.warn({ err: error }, 'Nothing was read ahead.'));
  life.signal.throwIfAborted();

  const started = await startBackground({
    url: settings.databaseUrls.svc_worker,
    jobs: hub.jobs,
    readers: hub.readers,
    cache: hub.shared.cache,
    logger,
    metrics,
    database: hub.shared.outages.of('PostgreSQL'),
  });
  background = started;
  life.onEnd(() => started.stop());
  life.signal.throwIfAborted();

  const health = createHealth({
    probes: probesOf(hub.subgraphs.tenders.stores),
    jobs: { state: started.state, isRequired: false },
    notices: () => activityNotices(hub.shared.cache),
  });
  const databases = Object.fromEntries(subgraphNames.map((name) => [name, hub.subgraphs[name].stores.database]));
  const operations = await serveOperations({ settings: settings.operations, metrics, health, databases });
  life.onEnd(() => operations.stop());
  const publicKeys = hub.subgraphs.identity.subgraph.publicKeys ?? { keys: [] };
  const gateway = await createGateway({
    supergraphSdl,
    inProcess: Object.fromEntries(
      subgraphNames.map((name) => [
        name,
        {
          execute: hub.subgraphs[name].execute,
          schema: hub.subgraphs[name].subgraph.schema,
          answerTarget: hub.subgraphs[name].answerTarget,
        },
      ]),
    ),
    authenticate: createAuthenticator(localKeys(publicKeys)),
    publicKeys: () => Promise.resolve(publicKeys),
    settings: settings.edge,
    sharedAnswers: sharedAnswersIn(hub.shared.cache),
    downloads: settings.files,
    ...(settings.outbox && { outbox: settings.outbox }),
    onRequest: metrics.request,
    health,
    logger,
    outages: hub.shared.outages,
  });
  life.onEnd(async () => {
    health.draining();
    await gateway.stop();
  });
  const url = await gateway.start();
  const stopWatching = watchEventLoop(logger);
  life.onEnd(async () => stopWatching());
  return url;
}
