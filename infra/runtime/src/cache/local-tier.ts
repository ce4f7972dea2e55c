import { createMemoryCache, textBytes } from '../memory/memory.js';

/** A small bounded memory of this process. Keys carry their team, as all cache keys do. */
export interface LocalTier {
  /** The JSON text, or undefined when absent or expired. */
  get(key: string): string | undefined;
  set(key: string, json: string, ttlSeconds: number): void;
  delete(key: string): void;
  clear(): void;
}

/** Longest life of an entry: other processes cannot invalidate it, so it must be short. */
export const localSecondsMax = 10;

/** Makes a tier of at most `bytesMax`, which forgets what was used longest ago. */
export function createLocalTier(bytesMax: number, clock: () => number): LocalTier {
  const entries = createMemoryCache<{ readonly json: string; readonly expiresAt: number }>({
    name: 'local values',
    bytesMax,
    sizeOf: ({ json }) => textBytes(json),
  });
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined || entry.expiresAt > clock()) return entry?.json;
      entries.delete(key);
      return undefined;
    },
    set(key, json, ttlSeconds) {
      entries.set(key, { json, expiresAt: clock() + Math.min(ttlSeconds, localSecondsMax) * 1000 });
    },
    delete: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}
