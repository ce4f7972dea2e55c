import type { CacheKey } from '../cache-key.js';
import { evalKept, keptPlaceOf } from './kept-place.js';
import type { RedisLink } from '../redis/redis-link.js';
import { keepHighestScript } from '../redis/scripts.js';

/** A number that only grows until a moment, and starts anew then. */
export interface Highest {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly untilMs: number;
}

const fieldOf = (key: CacheKey): string => `highest:${key}`;

/** The highest number kept; null when there is none, its time is over, or Redis is away. */
export async function readHighest(link: RedisLink | null, key: CacheKey, nowMs: number): Promise<Highest | null> {
  const field = fieldOf(key);
  const [values] = keptPlaceOf(field);
  const text = (await link?.attempt('highest', (redis) => redis.hget(values, field))) ?? '';
  const [, untilMs, number] = /^(\d+) (\d+)$/u.exec(text) ?? [];
  if (untilMs === undefined || number === undefined || Number(untilMs) <= nowMs) return null;
  return { number: Number(number), untilMs: Number(untilMs) };
}

/** Keeps a number unless a higher one is kept. Comparing, storing and expiry are one step. */
export async function keepHighest(
  link: RedisLink | null,
  { key, number, untilMs, nowMs }: Highest & { readonly key: CacheKey; readonly nowMs: number },
): Promise<void> {
  const ttlMs = Math.max(1, untilMs - nowMs);
  await link?.attempt('highest', (redis) => evalKept(redis, keepHighestScript, fieldOf(key), untilMs, number, ttlMs));
}
