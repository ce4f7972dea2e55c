import { SpanKind, SpanStatusCode, type Attributes, type Span } from '@opentelemetry/api';
import {
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
} from '@opentelemetry/semantic-conventions';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { withTraceOf } from '../telemetry/telemetry.js';

/** Which requests of a server belong to traces. */
export interface TracedRequests {
  /** The addresses, as routes are named: probes and pages are not worth a span. */
  readonly paths: readonly string[];
  /** Default: method and route, such as `POST /graphql`. */
  readonly name?: string;
  readonly attributesOf?: (request: FastifyRequest) => Attributes;
}

/**
 * Runs requests within the trace that their `traceparent` names, as a span of it. Call it after the hook that says who
 * asks: of a request that is refused before, nothing is recorded.
 */
export function traceRequests(app: FastifyInstance, { paths, name, attributesOf }: TracedRequests): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  app.addHook('preHandler', (request, _reply, done) => {
    const route = request.routeOptions.url ?? '';
    if (!paths.includes(route)) return done();
    const shape = { name: name ?? `${request.method} ${route}`, kind: SpanKind.SERVER };
    const { traceparent, tracestate } = request.headers;
    withTraceOf({ traceparent, tracestate }, shape, (span) => {
      if (span.isRecording()) {
        spans.set(request, span);
        span.setAttributes({
          [ATTR_HTTP_REQUEST_METHOD]: request.method,
          [ATTR_HTTP_ROUTE]: route,
          ...attributesOf?.(request),
        });
      }
      done();
    });
  });
  app.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    span?.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}
