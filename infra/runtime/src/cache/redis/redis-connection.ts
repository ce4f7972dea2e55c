import { setTimeout as pause } from 'node:timers/promises';
import type { RedisOptions } from 'ioredis';

/** How every connection of the cache behaves: it fails at once while there is no server, and goes on trying by itself. */
export const connectionOptions = {
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 1000,
  disableClientInfo: true,
  retryStrategy: (times) => Math.min(50 * 2 ** times, 1000),
} as const satisfies RedisOptions;

/** Longest wait for the first connection: a server that accepts and then hangs would hold up the start. */
const attemptMs = 1000;

/** Settles with the first attempt to connect, after a second at the latest. */
export function withinAttempt<T>(first: Promise<T>): Promise<T | undefined> {
  return Promise.race([first, pause(attemptMs, undefined, { ref: false })]);
}
