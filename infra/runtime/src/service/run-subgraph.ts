import type { SubgraphName } from '../auth/subgraph-names.js';
import { activityNotices } from '../cache/cache.js';
import { createSubgraphServer } from '../graphql/subgraph-server.js';
import type { SubgraphFactory } from '../graphql/subgraph-factory.js';
import { createHealth, registerHealthRoutes } from '../health/health.js';
import { createMetrics } from '../telemetry/telemetry.js';
import { serveOperations } from './operations-server.js';
import { runService } from './run-service.js';
import { openSharedStores, openSubgraphStores, type SubgraphStores } from './stores.js';
import { subgraphProcessSettingsFrom } from './subgraph-config.js';
import { isHubError, isOutage } from '../errors/errors.js';

/**
 * Runs one subgraph as a process: its stores, its HTTP server for the gateway, its health routes.
 * Ends the process with 78 when the
 * configuration is wrong: a database role that is not its own, and a schema older than this release, included.
 */
export async function runSubgraph(name: SubgraphName, create: SubgraphFactory): Promise<void> {
  await runService({
    name,
    settings: (env) => subgraphProcessSettingsFrom(name, create, env),
    async start({ logger, settings }) {
      const metrics = createMetrics({ service: name });
      const shared = await openSharedStores(settings.stores, logger, metrics);
      const stores = openSubgraphStores({ name, settings: settings.stores, shared, logger });
      await refuseWrongDatabase(stores);
      const subgraph = await settings.make({ database: stores.database });
      if (subgraph.documentMigrations.length > 0) await shared.documents.migrate(subgraph.documentMigrations);
      await subgraph.warmUp().catch((error: unknown) => logger.warn({ err: error }, 'Nothing was read ahead.'));
      const app = await createSubgraphServer({
        subgraph,
        internalSecret: settings.internalSecret,
        scopeOf: stores.scopeOf,
        onMasked(error, requestId) {
          if (!isOutage(error)) logger.error({ err: error, requestId }, 'A request failed.');
        },
      });
      const notices = () => (name === 'identity' ? activityNotices(stores.cache) : []);
      const health = createHealth({ probes: probesOf(stores), notices });
      registerHealthRoutes(app, { health });
      const { publicKeys } = subgraph;
      if (publicKeys) app.get('/.well-known/jwks.json', async () => publicKeys);
      await app.listen({ host: settings.host, port: settings.port });
      const shown = await serveOperations({
        settings: settings.operations,
        metrics,
        health,
        databases: { [name]: stores.database },
      });
      health.started();
      return {
        draining: health.draining,
        async stop() {
          await app.close();
          await shown.stop();
          await stores.close();
          await shared.close();
        },
      };
    },
  });
}

/** What a process with these stores should be probed for. Redis is never required. */
export function probesOf({ database, documents, cache }: SubgraphStores) {
  return [
    { name: 'postgres', isRequired: true, check: async () => void (await database.ping()) },
    { name: 'mongodb', isRequired: false, check: () => documents.ping() },
    { name: 'redis', isRequired: false, check: () => cache.ping() },
  ];
}

/**
 * Refuses to start with a database role that is not the service's own, or with a schema older than this release. A database
 * that is away is neither: the process starts, is not ready, and no connection that is wrong is used when it is back.
 *
 * @throws HubError `CONFIGURATION_INVALID`.
 */
export async function refuseWrongDatabase({ database }: Pick<SubgraphStores, 'database'>): Promise<void> {
  await database.ping().catch((error: unknown) => {
    if (isHubError(error, 'CONFIGURATION_INVALID')) throw error;
  });
}
