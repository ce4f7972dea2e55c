import { types } from 'node:util';
import { cutText } from './logs/cut-text.js';

/** What is needed of a logger: of pino's, or of the gateway's. */
interface WarningLogger {
  warn(fields: object, text: string): void;
}

/** What a process knows of a store, or of another process, that may go away. */
export interface StoreWatch {
  /** One operation failed or was refused for want of the store. Counted only. */
  failed(): void;
  /** The store is known to be away. Said once, with the cause, until it is back. */
  away(cause: unknown): void;
  /** The store answered. Said once, when it has not failed for a moment since, with how many operations it cost. */
  answered(): void;
}

/** The watches of one process, so that whoever uses a store tells the same one. */
export interface Outages {
  of(store: string): StoreWatch;
}

export interface OutagesOptions {
  readonly logger: WarningLogger;
  /** Told of every operation that failed, for metrics. Must not throw. */
  readonly onFailure?: (store: string) => void;
  readonly nowMs?: () => number;
}

/** A store that answers and fails in turn is away: it is back when it has not failed for so long. */
const quietMs = 1_000;

/**
 * Says once that a store went away and once that it is back. What fails in between is counted and not written: an outage
 * of seconds would otherwise fill a log with the same stack, thousands of times.
 */
export function createOutages({ logger, onFailure, nowMs = Date.now }: OutagesOptions): Outages {
  const watches = new Map<string, StoreWatch>();
  return {
    of(store) {
      const known = watches.get(store) ?? watchStore(store, { logger, nowMs, onFailure: () => onFailure?.(store) });
      watches.set(store, known);
      return known;
    },
  };
}

interface WatchOptions {
  readonly logger: WarningLogger;
  readonly nowMs: () => number;
  readonly onFailure: () => void;
}

function watchStore(store: string, { logger, nowMs, onFailure }: WatchOptions): StoreWatch {
  let awaySinceMs: number | null = null;
  let failures = 0;
  let settling: NodeJS.Timeout | undefined;

  const unsettle = (): void => {
    clearTimeout(settling);
    settling = undefined;
  };
  const back = (sinceMs: number): void => {
    logger.warn({ event: 'store_back', store, failures, awayMs: nowMs() - sinceMs }, `${store} is back.`);
    awaySinceMs = null;
    failures = 0;
  };
  return {
    failed() {
      failures += 1;
      unsettle();
      onFailure();
    },
    away(cause) {
      unsettle();
      if (awaySinceMs !== null) return;
      awaySinceMs = nowMs();
      logger.warn({ event: 'store_away', store, reason: reasonOf(cause) }, `${store} is away.`);
    },
    answered() {
      if (awaySinceMs === null) failures = 0;
      else settling ??= setTimeout(back, quietMs, awaySinceMs).unref();
    },
  };
}

/** One line about the error at the bottom: the ones above it only say that an operation failed. */
function reasonOf(error: unknown): string {
  let bottom = error;
  for (let depth = 0; depth < 10 && types.isNativeError(bottom) && bottom.cause !== undefined; depth += 1) {
    bottom = bottom.cause;
  }
  if (!types.isNativeError(bottom)) return 'unknown';
  const code = 'code' in bottom && typeof bottom.code === 'string' ? ` (${bottom.code})` : '';
  return `${bottom.name}${code}: ${cutText(bottom.message, 200).replaceAll(/\s+/gu, ' ').trim()}`;
}
