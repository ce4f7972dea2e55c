import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { redactFields, scrubText } from './redact.js';

/** The logger every part of the product takes. Fields first, then a sentence. */
export type Logger = PinoLogger;

/** How to make a logger. */
export interface LoggerOptions {
  /** Name of the process or subgraph, on every line. */
  readonly service: string;
  /** Default `info`; `silent` for tests. */
  readonly level?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Default standard output. */
  readonly destination?: DestinationStream;
}

/**
 * Makes a JSON logger that cannot leak: values of telling field names (authorization, password, secret, token, email,
 * cookie ...) are replaced at any depth, and tokens, addresses of people and credentials in URLs are cut from every line.
 */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: redactFields,
      bindings: redactFields,
    },
    // Errors have been turned into fields above; the built-in serializer would fold their causes into one text.
    serializers: { err: (error: unknown) => error },
    hooks: { streamWrite: scrubText },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
