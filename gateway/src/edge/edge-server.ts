import { isOutage } from '@hub/runtime/errors';
import { createHttpServer, traceRequests } from '@hub/runtime/http';
import type { FastifyInstance } from 'fastify';
import type { GatewaySettings } from '../config.js';
import type { GatewayLogger } from '../supergraph/gateway-logger.js';
import { addCompression } from './http/compress-answers.js';
import { addConditionalReads } from './http/conditional-reads.js';
import { stripInternalHeaders } from './identity/forward-identity.js';
import { forwardedPaths } from './forward-paths.js';
import { acceptJsonBodies } from './http/read-body.js';
import { browserHeaders } from './http/security-headers.js';

/** The server that clients talk to, with all that every route has and without routes. */
export async function createEdgeServer(settings: GatewaySettings, logger: GatewayLogger): Promise<FastifyInstance> {
  const app = createHttpServer({
    bodyBytesMax: settings.bodyBytesMax,
    trustedProxies: settings.trustedProxies,
    headersFor: browserHeaders(settings),
    onMasked(error, requestId) {
      if (!isOutage(error)) logger.error({ err: error, requestId }, 'A request failed.');
    },
  });
  app.addHook('onRequest', async (request) => stripInternalHeaders(request.raw.headers));
  traceRequests(app, { paths: ['/graphql', ...forwardedPaths] });
  addConditionalReads(app);
  await addCompression(app);
  acceptJsonBodies(app, { bytesMax: settings.bodyBytesMax, limits: settings.limits });
  return app;
}
