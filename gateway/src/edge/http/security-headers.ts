import type { HttpServerOptions } from '@hub/runtime/http';

/** Which browsers on other origins may call, and whether HTTPS is to be insisted on. */
export interface BrowserRules {
  /** Exact origins, such as `https://studio.apollographql.com`. Others get no permission. */
  readonly corsOrigins: readonly string[];
  readonly isProduction: boolean;
}

const always = {
  // What one client got must never be handed to another by a cache between: who asks, in which form, from where.
  vary: 'authorization, accept, origin, accept-encoding',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

const production = { ...always, 'strict-transport-security': 'max-age=63072000; includeSubDomains' };

const exposed = { 'access-control-expose-headers': 'x-request-id, retry-after, etag, age, allow, content-disposition' };

const preflight = {
  'access-control-allow-methods': 'GET, HEAD, POST',
  'access-control-allow-headers': [
    'authorization',
    'content-type',
    'cache-control',
    'if-none-match',
    'range',
    'x-request-id',
    'traceparent',
    'tracestate',
    'apollo-require-preflight',
    'x-apollo-operation-name',
    'apollographql-client-name',
    'apollographql-client-version',
  ].join(', '),
  'access-control-max-age': '600',
};

/**
 * The headers of every answer: security, what caches have to tell apart, and permission for the listed origins alone.
 *
 * CORS is written out here because it is four headers and an exact list; the plugin for it answers `OPTIONS` at every
 * address, also where there is nothing, and without `allow`.
 */
export function browserHeaders({
  corsOrigins,
  isProduction,
}: BrowserRules): NonNullable<HttpServerOptions['headersFor']> {
  const common = isProduction ? production : always;
  const origins = new Set(corsOrigins);
  return ({ origin, 'access-control-request-method': requested }) => {
    if (origin === undefined || !origins.has(origin)) return common;
    return {
      ...common,
      ...exposed,
      'access-control-allow-origin': origin,
      ...(requested !== undefined && preflight),
    };
  };
}
