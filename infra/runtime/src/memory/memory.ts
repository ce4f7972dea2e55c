/** Caches in the memory of a process, bounded by bytes. */
export { boundGarbage } from './bound-garbage.js';
export {
  createMemoryCache,
  memoryCacheUse,
  textBytes,
  type MemoryCache,
  type MemoryCacheOptions,
  type MemoryCacheUse,
} from './memory-cache.js';
export { keyValueCacheOver, type KeyValueCache } from './key-value-cache.js';
export { documentBytes } from './document-bytes.js';
