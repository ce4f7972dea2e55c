import { registerHealthRoutes, type Health } from '../health/health.js';
import { createHttpServer } from '../http/http.js';
import type { Metrics } from '../telemetry/telemetry.js';
import type { HubDatabase } from '../database/database.js';
import type { OperationsSettings } from './process-config.js';

/** What is shown to those who operate the product. */
export interface OperationsOptions {
  readonly settings: OperationsSettings;
  readonly metrics: Metrics;
  readonly health: Health;
  /** Pools to count when somebody looks, by the name of their owner. */
  readonly databases: Readonly<Record<string, HubDatabase>>;
}

/** A server that is open. */
export interface OperationsServer {
  stop(): Promise<void>;
}

/**
 * Serves `/metrics` (Prometheus) and `/health/databases` on a port of their own, so that neither is ever reachable
 * where clients are. Without a port nothing is served.
 */
export async function serveOperations(options: OperationsOptions): Promise<OperationsServer> {
  const { settings, metrics, health, databases } = options;
  if (settings.port === null) return { stop: async () => undefined };
  const app = createHttpServer();
  registerHealthRoutes(app, { health, maySeeDatabases: () => true });
  app.get('/metrics', async (_request, reply) => {
    for (const [name, database] of Object.entries(databases)) {
      const { total, idle, waiting, max } = database.poolUse();
      metrics.pool(name, { idle, busy: total - idle, waiting, max });
    }
    const { contentType, body } = await metrics.render();
    return reply.header('content-type', contentType).send(body);
  });
  await app.listen({ host: settings.host, port: settings.port });
  return { stop: () => app.close() };
}
