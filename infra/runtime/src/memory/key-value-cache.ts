import type { MemoryCache } from './memory-cache.js';

/** A cache as the servers of Apollo ask for it. */
export interface KeyValueCache<Value> {
  get(key: string): Promise<Value | undefined>;
  set(key: string, value: Value): Promise<void>;
  delete(key: string): Promise<boolean>;
  clear(): void;
}

/** Lends one of our caches to a server of Apollo, in the place of its own, whose sizes are guesses. */
export function keyValueCacheOver<Value extends object>(cache: MemoryCache<Value>): KeyValueCache<Value> {
  return {
    get: async (key) => cache.get(key),
    set: async (key, value) => void cache.set(key, value),
    delete: async (key) => cache.delete(key),
    clear: () => cache.clear(),
  };
}
