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

/** Makes a tier that forgets the least recently used entry beyond `entriesMax`. */
export function createLocalTier(entriesMax: number, clock: () => number): LocalTier {
  const entries = new Map<string, { json: string; expiresAt: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      if (entry.expiresAt <= clock()) return undefined;
      entries.set(key, entry);
      return entry.json;
    },
    set(key, json, ttlSeconds) {
      entries.delete(key);
      entries.set(key, { json, expiresAt: clock() + Math.min(ttlSeconds, localSecondsMax) * 1000 });
      const oldest = entries.size > entriesMax ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
    },
    delete: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}
