import { createHash } from 'node:crypto';
import type { CircuitState } from '../circuit/circuit.js';
import { createOutages, type Logger, type Outages } from '../telemetry/telemetry.js';
import type { CacheKey } from './cache-key.js';
import type { CacheObserver } from './cache-observer.js';
import { keepHighest, readHighest, type Highest } from './highest.js';
import { createPendingInvalidations, sendInvalidation, type InvalidationTarget } from './invalidation.js';
import { createLocalTier, type LocalTier } from './local-tier.js';
import { withLock, type LockOptions, type LockResult } from './lock.js';
import { openRedisLink, type RedisLink } from './redis-link.js';
import { countScript, fillScript } from './scripts.js';

/** How to open the cache. */
export interface OpenCacheOptions {
  /** `redis://` or `rediss://`; null runs without Redis: every read misses, everything still works. */
  readonly url: string | null;
  readonly logger: Logger;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly clock?: () => number;
  readonly observer?: CacheObserver;
  /** The watches of the process. Default: one of the cache's own. */
  readonly outages?: Outages;
  /** Longest wait for one answer of Redis. Default 100. */
  readonly commandTimeoutMs?: number;
}

/** A value to store. */
export interface CacheFill {
  readonly key: CacheKey;
  readonly text: string;
  readonly ttlMs: number;
  /** What the read gave that led to this value: it is stored only if the key did not change since. */
  readonly seen: string | null;
}

/** What a counter says. */
export interface Count {
  readonly count: number;
  /** Milliseconds until the window ends and the counter is 0 again. */
  readonly resetMs: number;
}

/** A read in progress, which others asking for the same key may join. */
export interface Flight {
  readonly result: Promise<string | null>;
  readonly tags: readonly CacheKey[];
}

/** Redis as the product uses it: quick when it is there, absent when it is not, never an error. */
export interface Cache {
  /** `off` without a URL; `closed` is the healthy state. */
  readonly state: CircuitState | 'off';
  /** The raw texts, in the order of the keys; null for what is missing or when Redis is away. One round trip. Never throws. */
  read(keys: readonly CacheKey[]): Promise<readonly (string | null)[]>;
  /** Stores in the background. Never throws; dropped when Redis is away. */
  fill(entries: readonly CacheFill[]): void;
  /**
   * Forgets keys, and every value stored with one of the tags. Call it after the commit.
   *
   * Reads that began before cannot put their old value back. Never throws: while Redis is away the order is kept
   * and carried out before anyone reads from Redis again; a process that ends first leaves values to their lifetime.
   */
  invalidate(target: InvalidationTarget): Promise<void>;
  /**
   * Runs work while holding a lock, renewed until the work ends and released only if still ours.
   *
   * Answers `busy` or `unavailable` instead of running when another holds it or Redis is away. Rethrows what the work throws.
   */
  withLock<T>(options: LockOptions, work: (signal: AbortSignal) => Promise<T>): Promise<LockResult<T>>;
  /** Adds to a counter whose window starts with its first count. Null when Redis is away: the caller has another rule then. */
  countUp(options: { readonly key: CacheKey; readonly windowMs: number; readonly by?: number }): Promise<Count | null>;
  /**
   * Keeps a number until a moment unless a higher one is kept; a number with a later end replaces one with an earlier.
   * One atomic step, so that answers which arrive out of order cannot lower it. Never throws; dropped when Redis is away.
   */
  keepHighest(options: Highest & { readonly key: CacheKey; readonly nowMs: number }): Promise<void>;
  /** What `keepHighest` keeps; null when that is nothing, its moment has come, or Redis is away. Never throws. */
  highest(options: { readonly key: CacheKey; readonly nowMs: number }): Promise<Highest | null>;
  /** Rejects unless Redis answers now; resolves without Redis. For health. */
  ping(): Promise<void>;
  /** Resolves when every background store has ended. */
  settled(): Promise<void>;
  /** Waits for background stores, then disconnects. */
  close(): Promise<void>;
  /** For `createLoader` only. */
  readonly internals: CacheInternals;
}

/** What loaders of one process share. */
export interface CacheInternals {
  readonly flights: Map<CacheKey, Flight>;
  readonly local: LocalTier;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly observer: CacheObserver;
}

const localBytesMax = 16 * 1024 * 1024;

/**
 * Opens the cache and waits at most a second for the first connection.
 *
 * Never rejects for an unreachable server: the product starts and runs, and the cache joins in by itself later.
 *
 * @throws {TypeError} when the URL is not a URL.
 */
export async function openCache(options: OpenCacheOptions): Promise<Cache> {
  const { url, logger, clock = Date.now, observer = {}, commandTimeoutMs = 100 } = options;
  const { outages = createOutages({ logger }) } = options;
  if (url !== null && !URL.canParse(url)) throw new TypeError('The address of Redis is not a URL.');
  const pending = createPendingInvalidations();
  const link =
    url === null
      ? null
      : openRedisLink({
          url,
          logger,
          commandTimeoutMs,
          onState: (state) => observer.state?.(state),
          watch: outages.of('Redis'),
          beforeClose: (redis) => pending.deliver(redis),
        });
  if (link === null) observer.state?.('off');
  await link?.attempted;
  const local = createLocalTier(localBytesMax, clock);
  const flights = new Map<CacheKey, Flight>();
  return cacheOver({ link, pending, internals: { flights, local, clock, logger, observer } });
}

interface Parts {
  readonly link: RedisLink | null;
  readonly pending: ReturnType<typeof createPendingInvalidations>;
  readonly internals: CacheInternals;
}

function cacheOver({ link, pending, internals }: Parts): Cache {
  const background = new Set<Promise<unknown>>();
  const settled = async (): Promise<void> => {
    while (background.size > 0) await Promise.allSettled(background);
  };
  return {
    internals,
    settled,
    get state() {
      return link?.state ?? 'off';
    },
    async read(keys) {
      if (keys.length === 0) return [];
      return (await link?.attempt('read', (redis) => redis.mget(...keys))) ?? keys.map(() => null);
    },
    fill(entries) {
      if (link === null || entries.length === 0) return;
      const storing = link.attempt('fill', (redis) =>
        redis.eval(fillScript, entries.length, ...fillArguments(entries)),
      );
      background.add(storing);
      void storing.then(() => background.delete(storing));
    },
    async invalidate(target) {
      forgetLocally(internals, target);
      if (link === null) return;
      const sent = await link.attempt('invalidate', async (redis) => {
        await sendInvalidation(redis, target);
        return true;
      });
      if (sent === null) pending.add(target);
    },
    withLock: (options, work) => withLock(link, options, work),
    async countUp({ key, windowMs, by = 1 }) {
      const reply = await link?.attempt('count', (redis) => redis.eval(countScript, 1, `count:${key}`, windowMs, by));
      const [count, resetMs] = Array.isArray(reply) ? reply : [];
      return typeof count === 'number' && typeof resetMs === 'number' ? { count, resetMs } : null;
    },
    keepHighest: (options) => keepHighest(link, options),
    highest: ({ key, nowMs }) => readHighest(link, key, nowMs),
    async ping() {
      await link?.ping();
    },
    async close() {
      await settled();
      await link?.close();
    },
  };
}

/** A read in flight began before the change, so nobody may join it any more. */
function forgetLocally({ flights, local }: CacheInternals, { keys = [], tags = [] }: InvalidationTarget): void {
  for (const key of keys) {
    local.delete(key);
    flights.delete(key);
  }
  if (tags.length === 0) return;
  // The local tier does not know tags; it lives for seconds and is small, so it is emptied.
  local.clear();
  for (const [key, flight] of flights) {
    if (flight.tags.some((tag) => tags.includes(tag))) flights.delete(key);
  }
}

function fillArguments(entries: readonly CacheFill[]): string[] {
  const values = entries.flatMap(({ seen, ttlMs, text }) => [
    seen === null ? '' : createHash('sha1').update(seen).digest('hex'),
    String(Math.max(1, Math.ceil(ttlMs))),
    text,
  ]);
  return [...entries.map(({ key }) => key), ...values];
}
