import {
  SpanStatusCode,
  context,
  propagation,
  trace,
  type Attributes,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { NodeTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-node';

/** How to trace. */
export interface TracingOptions {
  /** Name of the process, on every span as `service.name`. Default none. */
  readonly service?: string;
  /** Where spans go. Default nowhere: spans then cost next to nothing, and trace ids still travel. */
  readonly spanProcessors?: readonly SpanProcessor[];
}

/** Traces of a process. */
export interface Tracing {
  /** Sends what is left and stops. */
  shutdown(): Promise<void>;
}

/**
 * Starts tracing for the whole process, with W3C `traceparent` propagation. Call it once, before anything else.
 *
 * A second call in the same process replaces nothing: the first keeps running and is the one to shut down.
 */
export function startTracing({ service, spanProcessors = [] }: TracingOptions = {}): Tracing {
  const provider = new NodeTracerProvider({
    spanProcessors: [...(service === undefined ? [] : [naming(service)]), ...spanProcessors],
  });
  provider.register();
  return { shutdown: () => provider.shutdown() };
}

function naming(service: string): SpanProcessor {
  return {
    onStart: (span) => void span.setAttribute('service.name', service),
    onEnd: () => undefined,
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  };
}

/** The tracer of one part of the product; does nothing until {@link startTracing} was called. */
export function tracerOf(name: string): Tracer {
  return trace.getTracer(name);
}

/**
 * Runs work inside a span, which ends with it. A thrown error marks the span by its name only, since messages may hold
 * data, and is rethrown. Attributes must hold no team, person or secret.
 */
export async function withSpan<T>(
  {
    tracer,
    name,
    attributes = {},
  }: { readonly tracer: Tracer; readonly name: string; readonly attributes?: Attributes },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Headers that carry the present trace to another process; add them to an outgoing request. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/** The trace that incoming headers name; run a request within it by `context.with`. A malformed header starts a new trace. */
export function traceFrom(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Context {
  return propagation.extract(context.active(), headers);
}

/** Runs work within a trace from {@link traceFrom}. */
export function withinTrace<T>(traced: Context, work: () => T): T {
  return context.with(traced, work);
}
