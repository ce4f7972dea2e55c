import { z } from 'zod';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** The least important lines that are still written; `silent` writes none. */
export type LogLevel = (typeof levels)[number];

/** `LOG_LEVEL`: one of the levels, `info` without it. */
export const logLevelField = z
  .enum(levels, `must be one of ${levels.join(', ')}`)
  .default('info')
  .meta({ example: 'info' });
