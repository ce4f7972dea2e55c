import {
  ROOT_CONTEXT,
  TraceFlags,
  context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  isSpanContextValid,
  trace,
  type Context,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';

/** Headers, or whatever else carries a trace from one process to another. */
export interface TraceCarrier {
  readonly traceparent?: unknown;
  readonly tracestate?: unknown;
}

const w3c = new W3CTraceContextPropagator();
/** A version of the standard to come may add fields; nobody needs so many. */
const traceparentLengthMax = 200;
let isCarried = false;

/** Lets the trace follow the work through promises and timers of this process. */
function carryTraces(): void {
  if (isCarried) return;
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  isCarried = true;
}

/**
 * The trace that a client or another process names by the W3C standard; null without one. One that is malformed is none,
 * and whatever a client says beside "recorded" is not handed on.
 */
export function traceFrom({ traceparent, tracestate }: TraceCarrier): Context | null {
  if (typeof traceparent !== 'string' || traceparent.length > traceparentLengthMax) return null;
  const carrier = { traceparent, ...(typeof tracestate === 'string' && { tracestate }) };
  const found = trace.getSpanContext(w3c.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter));
  if (found === undefined) return null;
  return trace.setSpanContext(ROOT_CONTEXT, { ...found, traceFlags: found.traceFlags & TraceFlags.SAMPLED });
}

/** Runs work within a trace from {@link traceFrom}. */
export function withinTrace<T>(traced: Context, work: () => T): T {
  carryTraces();
  return context.with(traced, work);
}

/** Headers that carry the present trace to another process: `traceparent` and `tracestate`, or none. */
export function traceHeaders(): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  w3c.inject(context.active(), headers, defaultTextMapSetter);
  if (headers['tracestate'] === '') Reflect.deleteProperty(headers, 'tracestate');
  return headers;
}

/** The id of the present trace, for log lines; undefined outside of one. */
export function currentTraceId(): string | undefined {
  const found = trace.getSpanContext(context.active());
  return found !== undefined && isSpanContextValid(found) ? found.traceId : undefined;
}
