import type { FastifyInstance } from 'fastify';

const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

const production = { ...always, 'strict-transport-security': 'max-age=63072000; includeSubDomains' };

/** Which browsers on other origins may call, and whether HTTPS is to be insisted on. */
export interface BrowserRules {
  /** Exact origins, such as `https://studio.apollographql.com`. Others get no permission. */
  readonly corsOrigins: readonly string[];
  readonly isProduction: boolean;
}

const allowedHeaders = [
  'authorization',
  'content-type',
  'x-request-id',
  'traceparent',
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'apollographql-client-name',
  'apollographql-client-version',
].join(', ');

/** Puts the security headers on every answer and answers preflights of the listed origins. */
export function protectBrowsers(app: FastifyInstance, { corsOrigins, isProduction }: BrowserRules): void {
  const headers = isProduction ? production : always;
  const origins = new Set(corsOrigins);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers);
    const { origin } = request.headers;
    if (origins.size > 0) reply.header('vary', 'origin');
    if (origin !== undefined && origins.has(origin)) {
      reply
        .header('access-control-allow-origin', origin)
        .header('access-control-expose-headers', 'x-request-id, retry-after');
    }
    done();
  });
  app.options('/graphql', (_request, reply) =>
    reply
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', allowedHeaders)
      .header('access-control-max-age', '600')
      .code(204)
      .send(),
  );
}
