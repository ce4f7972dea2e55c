import { readFile } from 'node:fs/promises';
import { activityNotices, openCache } from '@hub/runtime/cache';
import { serveOperations, type RunningService, type ServiceContext } from '@hub/runtime/service';
import { createHealth } from '@hub/runtime/health';
import { createMetrics, createOutages } from '@hub/runtime/telemetry';
import type { GatewayProcessSettings } from './config.js';
import { createAuthenticator } from './edge/identity/authenticate.js';
import { createIdentityKeys } from './edge/identity/identity-keys.js';
import { sharedAnswersIn } from './edge/answers/shared-answers.js';
import { createGateway } from './server.js';

/** Starts the gateway as a process of its own: subgraphs and keys over HTTP. */
export async function startGateway({
  logger,
  settings,
}: Pick<ServiceContext<GatewayProcessSettings>, 'logger' | 'settings'>): Promise<RunningService> {
  const metrics = createMetrics({ service: 'gateway' });
  const outages = createOutages({ logger, onFailure: metrics.storeFailure });
  const cache = await openCache({ url: settings.redisUrl, logger, outages, observer: metrics.cache });
  const keys = createIdentityKeys({ url: settings.jwksUrl, watch: outages.of('identity') });
  await keys.start();
  const health = createHealth({
    probes: [{ name: 'redis', isRequired: false, check: () => cache.ping() }, ...keys.probes],
    notices: () => activityNotices(cache),
  });
  const gateway = await createGateway({
    supergraphSdl: await readFile(settings.supergraphFile, 'utf8'),
    subgraphUrls: settings.subgraphUrls,
    authenticate: createAuthenticator(keys.find),
    settings,
    logger,
    outages,
    health,
    onRequest: metrics.request,
    sharedAnswers: sharedAnswersIn(cache),
    downloads: settings.files,
    ...(settings.outbox && { outbox: settings.outbox }),
  });
  const operations = await serveOperations({ settings: settings.operations, metrics, health, databases: {} });
  const url = await gateway.start();
  logger.info({ event: 'gateway_listening', url }, 'The gateway listens.');
  return {
    draining: health.draining,
    stop: async () => {
      await gateway.stop();
      await operations.stop();
      keys.stop();
      await cache.close();
    },
  };
}
