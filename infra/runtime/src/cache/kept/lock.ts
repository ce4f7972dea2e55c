import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { CacheKey } from '../cache-key.js';
import { evalKept } from './kept-place.js';
import type { RedisLink } from '../redis/redis-link.js';
import { acquireScript, extendScript, releaseScript } from '../redis/scripts.js';

/** Which lock, and for how long. */
export interface LockOptions {
  readonly key: CacheKey;
  /** After this the lock frees itself if its holder died. Renewed while the work runs. */
  readonly ttlMs: number;
  /** How long to wait for another holder. Default 0: do not wait. */
  readonly waitMs?: number;
}

/** What became of the work. `busy`: another holds the lock. `unavailable`: Redis is away. In both the work did not run. */
export type LockResult<T> =
  { readonly status: 'done'; readonly value: T } | { readonly status: 'busy' } | { readonly status: 'unavailable' };

const retryMs = 50;

/**
 * Runs work while holding a lock; see `Cache.withLock`.
 *
 * The lock saves double work, it does not protect data: a paused process may outlive its lease. The signal given to
 * the work fires when the lease is lost.
 */
export async function withLock<T>(
  link: RedisLink | null,
  { key, ttlMs, waitMs = 0 }: LockOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<LockResult<T>> {
  if (link === null) return { status: 'unavailable' };
  const name = `lock:${key}`;
  const token = randomUUID();
  const deadline = performance.now() + waitMs;
  for (;;) {
    const answer = await link.attempt('lock', async (redis) => ({
      reply: await evalKept(redis, acquireScript, name, token, ttlMs),
    }));
    if (answer === null) return { status: 'unavailable' };
    if (answer.reply === 1) break;
    if (performance.now() + retryMs > deadline) return { status: 'busy' };
    await pause(retryMs);
  }
  return { status: 'done', value: await hold(link, { name, token, ttlMs }, work) };
}

interface Lease {
  readonly name: string;
  readonly token: string;
  readonly ttlMs: number;
}

async function hold<T>(
  link: RedisLink,
  { name, token, ttlMs }: Lease,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  let heldUntil = performance.now() + ttlMs;
  const renew = async (): Promise<void> => {
    const extended = await link.attempt('extend', (redis) => evalKept(redis, extendScript, name, token, ttlMs));
    if (extended === 1) heldUntil = performance.now() + ttlMs;
    else if (extended === 0 || performance.now() >= heldUntil) lost.abort(new Error('The lease on the lock was lost.'));
  };
  const renewal = setInterval(() => void renew(), ttlMs / 3);
  renewal.unref();
  try {
    return await work(lost.signal);
  } finally {
    clearInterval(renewal);
    await link.attempt('release', (redis) => evalKept(redis, releaseScript, name, token));
  }
}
