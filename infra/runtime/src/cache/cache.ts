/** Redis as a cache that may vanish: keys, loaders, locks, counters, invalidation. */
export {
  cacheKey,
  cacheTag,
  isCacheKey,
  ownerOf,
  writesTag,
  type CacheKey,
  type CacheKeyParts,
  type CacheOwner,
  type CacheTagParts,
} from './cache-key.js';
export { createLoader, dateCodec } from './loader/create-loader.js';
export type { InvalidationTarget } from './invalidation/notice.js';
export { activityNotices } from './kept/activity.js';
export type { Activity, LastUse } from './kept/activity.js';
export { keptPlaceOf } from './kept/kept-place.js';
export type { LoaderOptions } from './loader/loader-options.js';
export { lookUp, lookUpText, type Found } from './loader/look-up-text.js';
export type { LockOptions, LockResult } from './kept/lock.js';
export type { CacheObserver } from './cache-observer.js';
export type { Cache, Count } from './cache-contract.js';
export { openCache, type OpenCacheOptions } from './open-cache.js';
