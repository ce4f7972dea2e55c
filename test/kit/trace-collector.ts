import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

const attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const spanShape = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/u),
  spanId: z.string().regex(/^[0-9a-f]{16}$/u),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  attributes: z.array(attribute),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })),
  status: z.object({ code: z.number(), message: z.string().optional() }),
});
/** The JSON of OTLP, `ExportTraceServiceRequest`, as far as it is looked at. */
const requestShape = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(spanShape) })),
    }),
  ),
});

/** A span as it arrived. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly service: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Ids of the traces that it points to. */
  readonly links: readonly string[];
  readonly status: { readonly code: number; readonly message?: string | undefined };
}

/** How a collector behaves: takes what it gets, refuses it, or never answers. */
export type CollectorManners = 'good' | 'answers 500' | 'hangs';

/** A collector of traces on a port of its own. */
export interface TraceCollector {
  /** Where spans are sent: OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string;
  readonly spans: readonly CollectedSpan[];
  /** Everything that arrived, as text, to look for what must not be in it. */
  readonly texts: readonly string[];
  /** Connections that were ever made. */
  connections(): number;
  close(): Promise<void>;
}

/** Opens a collector that speaks OTLP over HTTP. */
export async function traceCollector(manners: CollectorManners = 'good'): Promise<TraceCollector> {
  const spans: CollectedSpan[] = [];
  const texts: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => void answer(request, response));
  server.on('connection', () => (connections += 1));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    if (request.method !== 'POST' || request.url !== '/v1/traces') return void response.writeHead(404).end();
    const text = Buffer.concat(chunks).toString('utf8');
    texts.push(text);
    if (manners === 'hangs') return;
    if (manners === 'answers 500') return void response.writeHead(500).end();
    spans.push(...decode(text));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The collector does not listen.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    spans,
    texts,
    connections: () => connections,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The spans of one trace as lines, indented under their parents; siblings in the order of their names. */
export function treeOf(spans: readonly CollectedSpan[], traceId: string, parentSpanId: string | undefined): string[] {
  return spans
    .filter((span) => span.traceId === traceId && (span.parentSpanId ?? '') === (parentSpanId ?? ''))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap(({ name, spanId }) => [name, ...treeOf(spans, traceId, spanId).map((line) => `  ${line}`)]);
}

function decode(text: string): CollectedSpan[] {
  const { resourceSpans } = requestShape.parse(JSON.parse(text));
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = valuesOf(resource.attributes)['service.name'];
    return scopeSpans.flatMap((scope) =>
      scope.spans.map(({ attributes, links, parentSpanId, ...span }) => ({
        ...span,
        parentSpanId,
        service,
        attributes: valuesOf(attributes),
        links: links.map((link) => link.traceId),
      })),
    );
  });
}

function valuesOf(attributes: readonly z.infer<typeof attribute>[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
