import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { CacheKey } from '../cache-key.js';
import { markPrefix } from '../envelope.js';
import { channelOf, noticeText, type InvalidationTarget } from './notice.js';
import { inOneTrip } from '../redis/one-key-commands.js';

/** Longer than any read of an origin may take; a reader whose mark has gone stores nothing. */
export const markMs = 60_000;

/** Longer than any value may live. A tag that is lost earlier costs misses: its next state is a new one. */
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
 * `from` names this process. Beyond 10,000 the list is dropped and every cached value is removed instead: forgetting too much is safe.
 */
export function createPendingInvalidations(from: string): PendingInvalidations {
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
      if (isEverything) await removeEverything(redis, from);
      isEverything = false;
      const target = { keys: [...keys], tags: [...tags] };
      await sendInvalidation(redis, from, target);
      for (const key of target.keys) keys.delete(key);
      for (const tag of target.tags) tags.delete(tag);
    },
  };
}

/** Marks keys as invalid, gives tags a new state and tells all processes, in one round trip. */
export async function sendInvalidation(
  redis: Redis,
  from: string,
  { keys = [], tags = [] }: InvalidationTarget,
): Promise<void> {
  if (keys.length + tags.length === 0) return;
  await inOneTrip(redis, (pipeline) => {
    for (const key of keys) pipeline.set(key, newMark(), 'PX', markMs);
    for (const tag of tags) pipeline.set(tag, randomUUID(), 'EX', tagSeconds);
    // Behind the new states: whoever hears of it and reads again must find them.
    pipeline.publish(channelOf(redis), noticeText(from, { keys, tags }));
  });
}

/** A mark that no other is equal to. */
export function newMark(): string {
  return markPrefix + randomUUID();
}

/** Removes values of every owner and version; locks and counters have other shapes and stay. */
async function removeEverything(redis: Redis, from: string): Promise<void> {
  let cursor = '0';
  do {
    const [next, found] = await redis.scan(cursor, 'MATCH', 'v*:*:*:*', 'COUNT', 1000);
    await inOneTrip(redis, (pipeline) => {
      for (const key of found) pipeline.unlink(key);
    });
    cursor = next;
  } while (cursor !== '0');
  await redis.publish(channelOf(redis), noticeText(from, 'everything'));
}
