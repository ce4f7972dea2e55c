/** Logs that cannot leak, metrics that cannot explode, traces that are off until asked for. */
export { boundedLabel } from './bounded-label.js';
export { countIncident, type Incident } from './incidents.js';
export { createLogger, type Logger, type LoggerOptions } from './logger.js';
export type { LogLevel } from './log-level.js';
export { createOutages, type Outages, type OutagesOptions, type StoreWatch } from './outages.js';
export { createMetrics, type Metrics, type MetricsOptions } from './metrics.js';
export { describeSpan, traceparentToLink, withLinkedTrace, withSpan, withTraceOf, type SpanShape } from './spans.js';
export { withStoreSpan, type StoreCall } from './store-span.js';
export { telemetrySettingsFrom, type TelemetrySettings } from './telemetry-config.js';
export { traceHeaders } from './trace-context.js';
export type { Tracing } from './export-traces.js';
export { startTracing } from './tracing.js';
