import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { CacheKey } from './cache-key.js';
import { tombstonePrefix } from './envelope.js';

/** What to forget. */
export interface InvalidationTarget {
  /** Made by `cacheKey`. */
  readonly keys?: readonly CacheKey[];
  /** Made by `cacheTag`. */
  readonly tags?: readonly CacheKey[];
}

/** Longer than any read of an origin may take, so that a slow reader cannot put back what it read before. */
const tombstoneMs = 60_000;

/** Longer than any value may live, so that a tag's state outlives every value stored under an older one. */
export const tagSeconds = 2 * 86_400;

const pendingMax = 10_000;

/** Invalidations that Redis has not heard of yet. */
export interface PendingInvalidations {
  add(target: InvalidationTarget): void;
  /** Delivers everything that is pending. Rejects, keeping it all, when Redis fails. */
  deliver(redis: Redis): Promise<void>;
}

/**
 * Keeps invalidations made while Redis is away; they are delivered before anyone reads from it again.
 *
 * Beyond 10,000 the list is dropped and every cached value is removed instead: forgetting too much is safe.
 */
export function createPendingInvalidations(): PendingInvalidations {
  const keys = new Set<CacheKey>();
  const tags = new Set<CacheKey>();
  let isEverything = false;
  return {
    add(target) {
      for (const key of target.keys ?? []) keys.add(key);
      for (const tag of target.tags ?? []) tags.add(tag);
      if (keys.size + tags.size <= pendingMax) return;
      isEverything = true;
      keys.clear();
      tags.clear();
    },
    async deliver(redis) {
      if (isEverything) await removeEverything(redis);
      isEverything = false;
      const target = { keys: [...keys], tags: [...tags] };
      await sendInvalidation(redis, target);
      for (const key of target.keys) keys.delete(key);
      for (const tag of target.tags) tags.delete(tag);
    },
  };
}

/** Marks keys as invalid and gives tags a new state, in one round trip. */
export async function sendInvalidation(redis: Redis, { keys = [], tags = [] }: InvalidationTarget): Promise<void> {
  if (keys.length + tags.length === 0) return;
  const pipeline = redis.pipeline();
  for (const key of keys) pipeline.set(key, tombstonePrefix + randomUUID(), 'PX', tombstoneMs);
  for (const tag of tags) pipeline.set(tag, randomUUID(), 'EX', tagSeconds);
  const results = await pipeline.exec();
  const failure = results?.find(([error]) => error !== null)?.[0];
  if (failure) throw failure;
}

/** Removes values of every owner and version; locks and counters have other shapes and stay. */
async function removeEverything(redis: Redis): Promise<void> {
  let cursor = '0';
  do {
    const [next, found] = await redis.scan(cursor, 'MATCH', 'v*:*:*:*', 'COUNT', 1000);
    if (found.length > 0) await redis.unlink(...found);
    cursor = next;
  } while (cursor !== '0');
}
