import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HubError } from '../errors/errors.js';
import { errorAnswerOf } from '../http/http.js';
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
 * - `GET /health/ready`: 200 `ready` or `degraded`, else 503 with `starting`, `draining` or `unavailable`; in a process
 *   that runs jobs, also whether it does, and in every process what does not hold at the moment;
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

  app.get('/health/ready', async (request, reply) => {
    const { status, jobs, notices } = await health.report();
    return sendReport(request, reply, { status, ...(jobs && { jobs }), ...(notices && { notices }) });
  });

  app.get('/health/databases', async (request, reply) => {
    if (!(await maySeeDatabases(request))) return reply.callNotFound();
    return sendReport(request, reply, await health.report());
  });
}

/** A probe reads the status, a client the error: one that is not ready is an error like every other. */
function sendReport(request: FastifyRequest, reply: FastifyReply, report: { readonly status: string }): FastifyReply {
  reply.header('cache-control', 'no-store');
  if (report.status === 'ready' || report.status === 'degraded') return reply.send(report);
  const error = new HubError('SERVICE_UNAVAILABLE', undefined, { retryAfterSeconds: 1 });
  const { status, headers, errors } = errorAnswerOf(error, { requestId: request.id });
  return reply
    .code(status)
    .headers(headers)
    .send({ ...report, errors });
}
