import { SpanKind, context } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '../logs/logger.js';
import { traceparentToLink, withLinkedTrace, withSpan, withTraceOf } from './spans.js';
import { telemetrySettingsFrom } from '../telemetry-config.js';
import { traceHeaders, type TraceCarrier } from './trace-context.js';
import type { Tracing } from './export-traces.js';
import { startTracing } from './tracing.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${spanId}-01`;
const silent = createLogger({ service: 'test', level: 'silent' });
const shape = { name: 'request', kind: SpanKind.SERVER };

/** Does something within the trace that a request brought, and ends its span. */
function within<T>(carrier: TraceCarrier, work: () => T): T {
  const results: T[] = [];
  withTraceOf(carrier, shape, (span) => {
    results.push(work());
    span.end();
  });
  if (results.length === 0) throw new Error('The work did not run.');
  return results[0] as T;
}

/** What a client may send that names no trace. */
const malformed: readonly (readonly [string, TraceCarrier])[] = [
  ['nothing', {}],
  ['nonsense', { traceparent: 'x; y' }],
  ['a trace id of zeros', { traceparent: `00-${'0'.repeat(32)}-${spanId}-01` }],
  ['a span id of zeros', { traceparent: `00-${traceId}-${'0'.repeat(16)}-01` }],
  ['the version that there never is', { traceparent: `ff-${traceId}-${spanId}-01` }],
  ['more fields than its version has', { traceparent: `${traceparent}-extra` }],
  ['capitals', { traceparent: traceparent.toUpperCase() }],
  ['two headers', { traceparent: `${traceparent}, ${traceparent}` }],
  ['a list', { traceparent: [traceparent] }],
  ['15 kB of a version to come', { traceparent: `01-${traceId}-${spanId}-01-${'a'.repeat(15_000)}` }],
];

describe('without an exporter', () => {
  test('a trace that came with a request is carried on as it came, and no span is made', () => {
    const headers = within({ traceparent, tracestate: 'vendor=1' }, () =>
      withSpan(
        () => ({ name: 'never asked for' }),
        () => traceHeaders(),
      ),
    );

    expect(headers).toEqual({ traceparent, tracestate: 'vendor=1' });
  });

  test.each(malformed)('%s is no trace: nothing is carried on', (_case, carrier) => {
    expect(within({ ...carrier, tracestate: 'vendor=1' }, traceHeaders)).toEqual({});
  });

  test('of the flags a client sends only "sampled" is carried on', () => {
    expect(within({ traceparent: `00-${traceId}-${spanId}-ff` }, traceHeaders)['traceparent']).toBe(traceparent);
  });

  test('a log line names the trace that it belongs to, and no other line does', () => {
    const lines: Record<string, unknown>[] = [];
    const logger = createLogger({ service: 'test', destination: { write: (line) => lines.push(JSON.parse(line)) } });

    logger.info('before');
    within({ traceparent }, () => logger.info({ requestId: 'r' }, 'within'));

    expect(lines.map((line) => [line['msg'], line['traceId'], line['requestId']])).toEqual([
      ['before', undefined, undefined],
      ['within', traceId, 'r'],
    ]);
  });

  test('a job runs in the context that it was started in: each step of carrying one costs every request', () => {
    const before = context.active();

    const during = withLinkedTrace({ name: 'job' }, traceparent, () => context.active());

    expect(during).toBe(before);
  });

  test('a job is queued without a trace', () => {
    expect(within({ traceparent }, () => traceparentToLink() ?? 'none')).toBe('none');
  });
});

describe('with an exporter', () => {
  const exporter = new InMemorySpanExporter();
  let tracing: Tracing;

  beforeAll(async () => {
    const processors = [new SimpleSpanProcessor(exporter)];
    tracing = await startTracing({ service: 'test', endpoint: null, logger: silent, processors });
  });
  afterEach(() => exporter.reset());
  afterAll(() => tracing.shutdown());

  test('one trace id goes from an incoming header through spans to an outgoing header', async () => {
    const outgoing = await within({ traceparent }, () =>
      withSpan(
        () => ({ name: 'work' }),
        async () => traceHeaders(),
      ),
    );

    const spans = exporter.getFinishedSpans();
    const [request, work] = ['request', 'work'].map((name) => spans.find((span) => span.name === name));
    expect(outgoing).toEqual({ traceparent: `00-${traceId}-${work?.spanContext().spanId}-01` });
    expect(work?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
    expect(request?.parentSpanContext?.spanId).toBe(spanId);
    expect(request?.resource.attributes['service.name']).toBe('test');
  });

  test.each(malformed)('%s starts a new trace', (_case, carrier) => {
    within(carrier, () => 1);

    const [span] = exporter.getFinishedSpans();
    expect(span?.parentSpanContext).toBeUndefined();
    expect(span?.spanContext().traceId).not.toBe(traceId);
  });

  test('a client that wants no trace gets none', () => {
    const headers = within({ traceparent: `00-${traceId}-${spanId}-00` }, traceHeaders);

    expect(exporter.getFinishedSpans()).toEqual([]);
    expect(headers['traceparent']).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`, 'u'));
  });

  test.each([
    ['its code', Object.assign(new Error('secret of Acme'), { code: 'NOT_FOUND' }), 'NOT_FOUND'],
    ['its name', new TypeError('secret of Acme'), 'TypeError'],
    ['its name where its code is no code', Object.assign(new Error('x'), { code: 'secret of Acme' }), 'Error'],
    ['nothing where it is none', 'secret of Acme', 'unknown'],
  ])('a failed span is marked by %s of the error, which is thrown on', async (_case, error, said) => {
    const failing = within({ traceparent }, () =>
      withSpan(
        () => ({ name: 'work' }),
        async () => Promise.reject(error),
      ),
    );

    await expect(failing).rejects.toBe(error);
    const span = exporter.getFinishedSpans().find(({ name }) => name === 'work');
    expect([span?.status, span?.attributes]).toEqual([{ code: 2, message: said }, { 'error.type': said }]);
    expect(span?.events).toEqual([]);
  });

  test('work outside of a recorded trace has no span', () => {
    withSpan(
      () => ({ name: 'probe' }),
      () => 1,
    );

    expect(exporter.getFinishedSpans()).toEqual([]);
  });

  test('a job is a trace of its own, and points to the one that queued it', async () => {
    const queuedBy = within({ traceparent }, () => traceparentToLink() ?? '');
    await withLinkedTrace({ name: 'job' }, queuedBy, async () => 1);

    const job = exporter.getFinishedSpans().find(({ name }) => name === 'job');
    expect(job?.parentSpanContext).toBeUndefined();
    expect(job?.spanContext().traceId).not.toBe(traceId);
    expect(job?.links.map(({ context }) => context.traceId)).toEqual([traceId]);
  });

  test.each([undefined, null, 'x; y', 1])(
    'a job that was queued with %p as its trace has no link',
    async (queuedBy) => {
      await withLinkedTrace({ name: 'job' }, queuedBy, async () => 1);

      expect(exporter.getFinishedSpans()[0]?.links).toEqual([]);
    },
  );
});

describe('the settings', () => {
  test('default to lines from info on and no traces', () => {
    expect(telemetrySettingsFrom({})).toEqual({ logLevel: 'info', tracesEndpoint: null });
  });

  test('name every wrong one', () => {
    expect(() => telemetrySettingsFrom({ LOG_LEVEL: 'loud', OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' })).toThrow(
      /2 problems[\s\S]*LOG_LEVEL: must be one of[\s\S]*OTEL_EXPORTER_OTLP_ENDPOINT: must be a URL that starts with http/u,
    );
  });
});
