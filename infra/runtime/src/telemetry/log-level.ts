import { z } from 'zod';
import { loadConfig } from '../config/config.js';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** The least important lines that are still written; `silent` writes none. */
export type LogLevel = (typeof levels)[number];

const logLevelField = z
  .enum(levels, `must be one of ${levels.join(', ')}`)
  .default('info')
  .meta({ example: 'info' });

/**
 * The level that `LOG_LEVEL` names, `info` without it.
 *
 * @throws {ConfigError} for any other word.
 */
export function logLevelFrom(env: Readonly<Record<string, string | undefined>>): LogLevel {
  return loadConfig(z.object({ LOG_LEVEL: logLevelField }), env).LOG_LEVEL;
}
