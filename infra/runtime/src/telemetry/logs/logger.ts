import { pino, type DestinationStream, type LogFn, type Logger as PinoLogger } from 'pino';
import { boundedLine } from './bounded-line.js';
import type { LogLevel } from './log-level.js';
import { redactFields, redactText } from './redact.js';
import { currentTraceId } from '../traces/trace-context.js';

/** The logger every part of the product takes. Fields first, then a sentence. */
export type Logger = PinoLogger;

/** How to make a logger. */
export interface LoggerOptions {
  /** Name of the process or subgraph, on every line. */
  readonly service: string;
  /** Default `info`; `silent` for tests. Processes take it from `LOG_LEVEL`. */
  readonly level?: LogLevel;
  /** Default standard output. */
  readonly destination?: DestinationStream;
}

/**
 * Makes a JSON logger that cannot leak: values of telling field names (authorization, password, secret, token, email,
 * cookie ...) are replaced at any depth, and tokens, addresses of people and credentials in URLs are cut from every line.
 * Nor can it be flooded: texts are cut before anything looks at them, and a line has at most 8 KiB. Lines of work that
 * belongs to a trace say which.
 */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    mixin: traceFields,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: redactFields,
      bindings: redactFields,
    },
    // Errors have been turned into fields above; the built-in serializer would fold their causes into one text.
    serializers: { err: (error: unknown) => error },
    hooks: {
      logMethod(args: unknown[], method: LogFn): void {
        Reflect.apply(method, this, withBoundedTexts(args));
      },
      streamWrite: boundedLine,
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function traceFields(): { readonly traceId?: string } {
  const traceId = currentTraceId();
  return traceId === undefined ? {} : { traceId };
}

/** Messages are no fields, and an error without one would lend the line its own. */
function withBoundedTexts([first, ...rest]: unknown[]): unknown[] {
  if (rest.length === 0 && first instanceof Error) return [first, redactText(first.message)];
  if (rest.length === 0 && hasError(first)) return [first, redactText(first.err.message)];
  return [first, ...rest].map((argument) => (typeof argument === 'string' ? redactText(argument) : argument));
}

function hasError(fields: unknown): fields is { err: Error } {
  return typeof fields === 'object' && fields !== null && 'err' in fields && fields.err instanceof Error;
}
