import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Health } from './create-health.js';

/** How to serve health. */
export interface HealthRoutesOptions {
  readonly health: Health;
  /** Who may read which stores are up and how quick they are. Default nobody; others get 404. */
  readonly maySeeDatabases?: (request: FastifyRequest) => boolean | Promise<boolean>;
}

/**
 * Adds three routes, none of which is ever cached:
 *
 * - `GET /health/live`: 200 as long as the process answers at all, whatever its stores do;
 * - `GET /health/ready`: 200 `ready` or `degraded`, else 503 with `starting`, `draining` or `unavailable`;
 * - `GET /health/databases`: each store with status and latency in milliseconds, 200 or 503; 404 for those who may not
 *   see it.
 */
export function registerHealthRoutes(
  app: FastifyInstance,
  { health, maySeeDatabases = () => false }: HealthRoutesOptions,
): void {
  app.get('/health/live', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'live' }),
  );

  app.get('/health/ready', async (_request, reply) => {
    const { status } = await health.report();
    return reply.code(httpStatusOf(status)).header('cache-control', 'no-store').send({ status });
  });

  app.get('/health/databases', async (request, reply) => {
    if (!(await maySeeDatabases(request))) return reply.callNotFound();
    const report = await health.report();
    return reply.code(httpStatusOf(report.status)).header('cache-control', 'no-store').send(report);
  });
}

function httpStatusOf(status: string): 200 | 503 {
  return status === 'ready' || status === 'degraded' ? 200 : 503;
}
