import { z } from 'zod';
import { loadConfig, url, type Environment } from '../config/config.js';
import { logLevelField, type LogLevel } from './logs/log-level.js';

/** What a process tells of itself, and where. */
export interface TelemetrySettings {
  readonly logLevel: LogLevel;
  /** Base address of a collector of traces; null exports none. */
  readonly tracesEndpoint: string | null;
}

const fields = z.object({
  LOG_LEVEL: logLevelField,
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http:', 'https:'], 'http://127.0.0.1:4318').optional(),
});

/**
 * Reads LOG_LEVEL, `info` when absent, and OTEL_EXPORTER_OTLP_ENDPOINT.
 * @throws ConfigError listing every variable that is wrong.
 */
export function telemetrySettingsFrom(env: Environment): TelemetrySettings {
  const config = loadConfig(fields, env);
  return { logLevel: config.LOG_LEVEL, tracesEndpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT ?? null };
}
