import type { SpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { Tracing } from './export-traces.js';
import type { Logger } from '../logs/logger.js';
import { createOutages } from '../outages.js';

/** Where the traces of a process go. */
export interface TracingOptions {
  /** Name of the process: `service.name` of all its spans. */
  readonly service: string;
  /** Base address of a collector that speaks OTLP over HTTP; null exports nothing. */
  readonly endpoint: string | null;
  /** Hears once that the collector is away, and once that it is back. */
  readonly logger: Logger;
  /** Spans also go here; for tests. */
  readonly processors?: readonly SpanProcessor[];
}

/**
 * Starts to record and export traces of the whole process. Call it once, before anything else.
 *
 * Without an endpoint nothing is loaded, recorded or connected to; the trace that a client names still travels to other
 * processes and into log lines.
 */
export async function startTracing({ service, endpoint, logger, processors = [] }: TracingOptions): Promise<Tracing> {
  if (endpoint === null && processors.length === 0) return { shutdown: async () => undefined };
  const { exportTraces } = await import('./export-traces.js');
  const watch = createOutages({ logger }).of('The trace collector');
  return exportTraces({ service, endpoint, watch, processors });
}
