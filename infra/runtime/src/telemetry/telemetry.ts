/** Logs that cannot leak, metrics that cannot explode, traces that are off until asked for. */
export { boundedLabel } from './metrics/bounded-label.js';
export { countIncident, type Incident } from './incidents.js';
export { createLogger, type Logger, type LoggerOptions } from './logs/logger.js';
export type { LogLevel } from './logs/log-level.js';
export { createOutages, type Outages, type OutagesOptions, type StoreWatch } from './outages.js';
export { createMetrics, type Metrics, type MetricsOptions } from './metrics/metrics.js';
export {
  describeSpan,
  traceparentToLink,
  withLinkedTrace,
  withSpan,
  withTraceOf,
  type SpanShape,
} from './traces/spans.js';
export { withStoreSpan, type StoreCall } from './traces/store-span.js';
export { telemetrySettingsFrom, type TelemetrySettings } from './telemetry-config.js';
export { traceHeaders } from './traces/trace-context.js';
export type { Tracing } from './traces/export-traces.js';
export { startTracing } from './traces/tracing.js';
