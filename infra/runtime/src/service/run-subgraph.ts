import type { SubgraphName } from '../auth/subgraph-names.js';
import { createSubgraphServer } from '../graphql/subgraph-server.js';
import type { SubgraphFactory } from '../graphql/subgraph-factory.js';
import { createHealth, registerHealthRoutes } from '../health/health.js';
import { createMetrics, startTracing } from '../telemetry/telemetry.js';
import { serveOperations } from './operations-server.js';
import { runService } from './run-service.js';
import { openSharedStores, openSubgraphStores, type SubgraphStores } from './stores.js';
import { internalSecretFrom, storeSettingsFrom, subgraphPortFrom } from './subgraph-config.js';
import { assertRoleIsBound } from '../database/open-database.js';
import { urlOfServiceRole } from '../database/service-role.js';

/**
 * Runs one subgraph as a process: its stores, its HTTP server for the gateway, its health routes.
 * Listens on PORT of HOST (default the loopback address). Ends the process with 78 when the
 * configuration is wrong, and refuses a database role that row-level security does not bind.
 */
export async function runSubgraph(
  name: SubgraphName,
  create: SubgraphFactory,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  await runService({
    name,
    async start({ logger }) {
      const settings = storeSettingsFrom(env);
      const internalSecret = internalSecretFrom(env, name);
      const tracing = startTracing();
      const metrics = createMetrics({ service: name });
      const shared = await openSharedStores(settings, logger, metrics);
      const stores = openSubgraphStores({ name, settings, shared, logger });
      await refuseUnboundRole(urlOfServiceRole(name, settings), stores);
      const subgraph = await create({ database: stores.database, env });
      if (subgraph.documentMigrations.length > 0) await shared.documents.migrate(subgraph.documentMigrations);
      await subgraph.warmUp().catch((error: unknown) => logger.warn({ err: error }, 'Nothing was read ahead.'));
      const app = await createSubgraphServer({
        subgraph,
        internalSecret,
        scopeOf: stores.scopeOf,
        onMasked: (error, requestId) => logger.error({ err: error, requestId }, 'A request failed.'),
      });
      const health = createHealth({ probes: probesOf(stores) });
      registerHealthRoutes(app, { health });
      const { publicKeys } = subgraph;
      if (publicKeys) app.get('/.well-known/jwks.json', async () => publicKeys);
      await app.listen({ host: env['HOST'] ?? '127.0.0.1', port: subgraphPortFrom(env, name) });
      const operations = await serveOperations({ env, metrics, health, databases: { [name]: stores.database } });
      health.started();
      return {
        draining: health.draining,
        async stop() {
          await app.close();
          await operations.stop();
          await stores.close();
          await shared.close();
          await tracing.shutdown();
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

// A database that is away is not a wrong role: the process starts, is not ready, and recovers.
async function refuseUnboundRole(url: string, stores: SubgraphStores): Promise<void> {
  const isReachable = await stores.database.ping().then(
    () => true,
    () => false,
  );
  if (isReachable) await assertRoleIsBound(url);
}
