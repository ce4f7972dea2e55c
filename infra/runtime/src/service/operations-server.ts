import fastify from 'fastify';
import { z } from 'zod';
import { loadConfig, port } from '../config/config.js';
import { registerHealthRoutes, type Health } from '../health/health.js';
import type { Metrics } from '../telemetry/telemetry.js';
import type { HubDatabase } from '../database/database.js';

/** What is shown to those who operate the product. */
export interface OperationsOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
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
 * where clients are. OPERATIONS_PORT names the port and OPERATIONS_HOST the address (default loopback); without a port
 * nothing is served.
 *
 * @throws ConfigError when OPERATIONS_PORT is no port.
 */
export async function serveOperations(options: OperationsOptions): Promise<OperationsServer> {
  const { env, metrics, health, databases } = options;
  const config = loadConfig(
    z.object({ OPERATIONS_PORT: port().optional(), OPERATIONS_HOST: z.string().optional() }),
    env,
  );
  if (config.OPERATIONS_PORT === undefined) return { stop: async () => undefined };
  const app = fastify();
  registerHealthRoutes(app, { health, maySeeDatabases: () => true });
  app.get('/metrics', async (_request, reply) => {
    for (const [name, database] of Object.entries(databases)) {
      const { total, idle, waiting, max } = database.poolUse();
      metrics.pool(name, { idle, busy: total - idle, waiting, max });
    }
    const { contentType, body } = await metrics.render();
    return reply.header('content-type', contentType).send(body);
  });
  await app.listen({ host: config.OPERATIONS_HOST ?? '127.0.0.1', port: config.OPERATIONS_PORT });
  return { stop: () => app.close() };
}
