import { types } from 'node:util';
import {
  ROOT_CONTEXT,
  SpanStatusCode,
  context,
  isSpanContextValid,
  trace,
  type Attributes,
  type Span,
  type SpanKind,
  type SpanOptions as StartOptions,
} from '@opentelemetry/api';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import { traceFrom, traceHeaders, withinTrace, type TraceCarrier } from './trace-context.js';

/** One piece of work as a trace shows it. Nothing in it may name a team or a person, or hold a value or a secret. */
export interface SpanShape {
  readonly name: string;
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
}

const scope = 'tender-insight-hub';

/**
 * Goes on with the trace that came with a request, or begins one. The span is for the work to end. While nothing is
 * exported there is no span, and only the trace that came is carried on.
 */
export function withTraceOf(carrier: TraceCarrier, { name, ...options }: SpanShape, work: (span: Span) => void): void {
  const parent = traceFrom(carrier) ?? ROOT_CONTEXT;
  const span = trace.getTracer(scope).startSpan(name, options, parent);
  if (!isSpanContextValid(span.spanContext())) return work(span);
  withinTrace(trace.setSpan(parent, span), () => work(span));
}

/**
 * Runs work inside a span where the present work is being recorded; elsewhere it costs one look. A failure marks the span
 * by its code or name only, since messages may hold data.
 */
export function withSpan<T>(shape: () => SpanShape, work: () => T): T {
  if (!isRecording()) return work();
  const { name, ...options } = shape();
  return runIn(trace.getTracer(scope).startSpan(name, options), work);
}

/** Runs a job as a trace of its own, which points to the one that queued it. While nothing is exported it only runs. */
export function withLinkedTrace<T>(shape: SpanShape, queuedBy: unknown, work: () => T): T {
  const from = traceFrom({ traceparent: queuedBy });
  const linked = from === null ? undefined : trace.getSpanContext(from);
  const { name, ...rest } = shape;
  const options: StartOptions = { ...rest, root: true, links: linked === undefined ? [] : [{ context: linked }] };
  const span = trace.getTracer(scope).startSpan(name, options);
  return isSpanContextValid(span.spanContext()) ? runIn(span, work) : work();
}

/** What a job is queued with, so that its trace can point back here; undefined while nothing is recorded. */
export function traceparentToLink(): string | undefined {
  return isRecording() ? traceHeaders()['traceparent'] : undefined;
}

/** Adds to the present span what was not known when it began. */
export function describeSpan(attributes: () => Attributes): void {
  if (isRecording()) trace.getActiveSpan()?.setAttributes(attributes());
}

function isRecording(): boolean {
  return trace.getActiveSpan()?.isRecording() === true;
}

/** Work that is not asynchronous stays so: what is resolved at once is not made to wait for a turn. */
function runIn<T>(span: Span, work: () => T): T {
  try {
    const result = withinTrace(trace.setSpan(context.active(), span), work);
    if (types.isPromise(result)) {
      result.then(
        () => span.end(),
        (error: unknown) => endFailed(span, error),
      );
    } else {
      span.end();
    }
    return result;
  } catch (error) {
    endFailed(span, error);
    throw error;
  }
}

function endFailed(span: Span, error: unknown): void {
  const type = errorTypeOf(error);
  span.setAttribute(ATTR_ERROR_TYPE, type);
  span.setStatus({ code: SpanStatusCode.ERROR, message: type });
  span.end();
}

const codeShape = /^[\w-]{1,40}$/u;

function errorTypeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const isCoded = 'code' in error && typeof error.code === 'string' && codeShape.test(error.code);
  return isCoded ? String(error.code) : error.name;
}
