import { randomUUID } from 'node:crypto';
import { createOutages, type Logger, type Outages } from '../telemetry/telemetry.js';
import type { Cache, CacheInternals, InFlightRead } from './cache-contract.js';
import type { CacheKey } from './cache-key.js';
import type { CacheObserver } from './cache-observer.js';
import { createForgetting, type Forgetting } from './invalidation/forgetting.js';
import { createActivity } from './kept/activity.js';
import { keepHighest, readHighest } from './kept/highest.js';
import { createPendingInvalidations, sendInvalidation } from './invalidation/invalidation.js';
import { evalKept } from './kept/kept-place.js';
import { createLocalTier } from './local-tier.js';
import { withLock } from './kept/lock.js';
import { openNoticeFeed, type NoticeFeed } from './invalidation/notice-feed.js';
import { channelOf, noticeText } from './invalidation/notice.js';
import { openRedisLink, type RedisLink } from './redis/redis-link.js';
import { countScript } from './redis/scripts.js';
import { claimTexts, readTexts, storeTexts } from './redis/stored-texts.js';

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
  const local = createLocalTier(localBytesMax, clock);
  const inFlight = new Map<CacheKey, InFlightRead>();
  const forgetting = createForgetting({ inFlight, local, clock });
  const { isTrusted } = forgetting;
  const internals = { inFlight, local, clock, logger, observer, isTrusted };
  const self = randomUUID();
  const pending = createPendingInvalidations(self);
  if (url === null) {
    observer.state?.('off');
    return cacheOver({ link: null, feed: null, self, pending, forgetting, internals });
  }
  const feed = openNoticeFeed(url, ({ from, notice }) => {
    // What this process tells it has done before.
    if (from !== self) forgetting.handle(notice, true);
  });
  const link = openRedisLink({
    url,
    logger,
    commandTimeoutMs,
    onState(state) {
      if (state === 'open') feed.reconnect();
      observer.state?.(state);
    },
    watch: outages.of('Redis'),
    beforeClose: (redis) => pending.deliver(redis),
  });
  await link.attempted;
  if (link.state === 'closed') await feed.attempted;
  return cacheOver({ link, feed, self, pending, forgetting, internals });
}

interface Parts {
  readonly link: RedisLink | null;
  readonly feed: NoticeFeed | null;
  /** Names this process among those that hear its notices. */
  readonly self: string;
  readonly pending: ReturnType<typeof createPendingInvalidations>;
  readonly forgetting: Forgetting;
  readonly internals: CacheInternals;
}

function cacheOver({ link, feed, self, pending, forgetting, internals }: Parts): Cache {
  const background = new Set<Promise<unknown>>();
  const settled = async (): Promise<void> => {
    while (background.size > 0) await Promise.allSettled(background);
  };
  return {
    activity: createActivity(link),
    internals,
    settled,
    get state() {
      return link?.state ?? 'off';
    },
    read: (keys) => readTexts(link, keys),
    claim: (target) => claimTexts(link, target),
    fill(entries) {
      const storable = entries.filter(({ seen }) => seen !== null);
      if (link === null || storable.length === 0) return;
      const storing = link.attempt('fill', (redis) => storeTexts(redis, storable));
      background.add(storing);
      void storing.then(() => background.delete(storing));
    },
    async invalidate({ keys = [], tags = [] }) {
      forgetting.handle({ keys, tags }, false);
      if (link === null) return true;
      const sent = await link.attempt('invalidate', async (redis) => {
        await sendInvalidation(redis, self, { keys, tags });
        return true;
      });
      if (sent === null) pending.add({ keys, tags });
      return sent ?? false;
    },
    onForgotten: forgetting.onForgotten,
    async beat() {
      if (link === null) return true;
      const told = await link.attempt('beat', (redis) => redis.publish(channelOf(redis), noticeText(self, 'beat')));
      if (told !== null) forgetting.handle('beat', false);
      return told !== null;
    },
    withLock: (options, work) => withLock(link, options, work),
    async countUp({ key, windowMs, by = 1 }) {
      const reply = await link?.attempt('count', (redis) => evalKept(redis, countScript, `count:${key}`, windowMs, by));
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
      feed?.close();
      await link?.close();
    },
  };
}
