import { cacheKey, type Cache } from '@hub/runtime/cache';
import type { SharedAnswers } from './response-cache.js';

/** Keeps public answers in Redis as well, so that gateways share them. Without Redis every look is a miss. */
export function sharedAnswersIn(cache: Cache): SharedAnswers {
  const keyOf = (id: string) => cacheKey({ team: 'public', type: 'answer', id });
  return {
    get: async (key) => (await cache.read([keyOf(key)]))[0] ?? null,
    set: async (key, text, ttlSeconds) => cache.fill([{ key: keyOf(key), text, ttlMs: ttlSeconds * 1000, seen: null }]),
  };
}
