/** Redis as a cache that may vanish: keys, loaders, locks, counters, invalidation. */
export {
  cacheKey,
  cacheTag,
  type CacheKey,
  type CacheKeyParts,
  type CacheOwner,
  type CacheTagParts,
} from './cache-key.js';
export { createLoader, dateCodec } from './create-loader.js';
export type { InvalidationTarget } from './invalidation.js';
export type { LoaderOptions } from './loader-options.js';
export type { LockOptions, LockResult } from './lock.js';
export type { CacheObserver } from './cache-observer.js';
export { openCache, type Cache, type Count, type OpenCacheOptions } from './open-cache.js';
