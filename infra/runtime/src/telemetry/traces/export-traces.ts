import { trace } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import type { StoreWatch } from '../outages.js';

/** Traces of a process. */
export interface Tracing {
  /** Sends what is left, for a moment at most, and stops. */
  shutdown(): Promise<void>;
}

/** How spans leave the process. */
export interface ExportOptions {
  readonly service: string;
  readonly endpoint: string | null;
  readonly watch: StoreWatch;
  readonly processors: readonly SpanProcessor[];
}

/** A collector that is late must not hold anything: what it does not take in time is dropped. */
const exportMaxMs = 2_000;
const shutdownMaxMs = 1_000;
/** What waits to be sent; more is dropped. A span takes one to two kilobytes. */
const batches = { maxQueueSize: 2_048, maxExportBatchSize: 512, scheduledDelayMillis: 1_000 };

/** Records all spans of the process and sends them in batches, in the background. */
export function exportTraces({ service, endpoint, watch, processors }: ExportOptions): Tracing {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: service }),
    spanProcessors: [...(endpoint === null ? [] : [processorTo(endpoint, watch)]), ...processors],
  });
  trace.setGlobalTracerProvider(provider);
  return {
    async shutdown() {
      let late: NodeJS.Timeout | undefined;
      const outOfTime = new Promise<void>((resolve) => (late = setTimeout(resolve, shutdownMaxMs)));
      await Promise.race([provider.shutdown().catch(() => undefined), outOfTime]);
      clearTimeout(late);
      trace.disable();
    },
  };
}

function processorTo(endpoint: string, watch: StoreWatch): SpanProcessor {
  const exporter = new OTLPTraceExporter({ url: addressIn(endpoint), timeoutMillis: exportMaxMs });
  return new BatchSpanProcessor(watched(exporter, watch), { ...batches, exportTimeoutMillis: exportMaxMs });
}

/** The standard names the base; each kind of signal has a path below it. */
function addressIn(endpoint: string): string {
  return `${endpoint.replace(/\/+$/u, '')}/v1/traces`;
}

/** The library keeps its failures to itself; an operator wants to hear of the first and the last. */
function watched(exporter: SpanExporter, watch: StoreWatch): SpanExporter {
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        if (result.code === ExportResultCode.SUCCESS) watch.answered();
        else {
          watch.failed();
          watch.away(result.error);
        }
        done(result);
      });
    },
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}
