import { createHash, randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { CacheFill } from '../cache-contract.js';
import type { CacheKey } from '../cache-key.js';
import { markMs, newMark, tagSeconds } from '../invalidation/invalidation.js';
import type { InvalidationTarget } from '../invalidation/notice.js';
import { inOneTrip, textsOf } from './one-key-commands.js';
import type { RedisLink } from './redis-link.js';
import { fillScript } from './scripts.js';

/** See `Cache.read`. */
export async function readTexts(link: RedisLink | null, keys: readonly CacheKey[]): Promise<(string | null)[]> {
  if (keys.length === 0) return [];
  const replies = await link?.attempt('read', (redis) =>
    inOneTrip(redis, (pipeline) => {
      for (const key of keys) pipeline.get(key);
    }),
  );
  return replies ? textsOf(replies) : keys.map(() => null);
}

/** See `Cache.claim`. */
export async function claimTexts(
  link: RedisLink | null,
  { keys, tags }: Required<InvalidationTarget>,
): Promise<(string | null)[]> {
  if (keys.length + tags.length === 0) return [];
  const replies = await link?.attempt('claim', (redis) =>
    inOneTrip(redis, (pipeline) => {
      for (const key of keys) pipeline.set(key, newMark(), 'PX', markMs, 'NX').get(key);
      for (const tag of tags) pipeline.set(tag, randomUUID(), 'EX', tagSeconds, 'NX').get(tag);
    }),
  );
  // Every second reply is the one to reading.
  return replies ? textsOf(replies).filter((_reply, index) => index % 2 === 1) : [...keys, ...tags].map(() => null);
}

/** Stores texts whose keys hold what was seen. */
export function storeTexts(redis: Redis, entries: readonly CacheFill[]): Promise<unknown> {
  return inOneTrip(redis, (pipeline) => {
    for (const { key, seen, ttlMs, text } of entries) {
      const hash = createHash('sha1')
        .update(seen ?? '')
        .digest('hex');
      pipeline.eval(fillScript, 1, key, hash, Math.max(1, Math.ceil(ttlMs)), text);
    }
  });
}
