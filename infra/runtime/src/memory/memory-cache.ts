import { LRUCache } from 'lru-cache';

/** What a cache of this process holds at most. */
export interface MemoryCacheOptions<Value> {
  /** On its metric; several caches may share one. */
  readonly name: string;
  /** Bytes of all entries together, keys and bookkeeping included. */
  readonly bytesMax: number;
  /** Bytes that a value takes; rather too many than too few. Texts of JavaScript take up to two a character. */
  readonly sizeOf: (value: Value, key: string) => number;
  /** Called when an entry has gone, whatever the reason. */
  readonly onRemoved?: (value: Value, key: string) => void;
}

/** Forgets the entry that was used longest ago once its entries take more than so many bytes. */
export interface MemoryCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  has(key: string): boolean;
  delete(key: string): boolean;
  clear(): void;
}

/** What an entry takes beside its key and its value. */
const overheadBytes = 150;
/** One entry must not push out all others. */
const entryShareMax = 1 / 2;

/** Makes an empty cache. Nothing in a process is remembered in any other way when clients decide what it is. */
export function createMemoryCache<Value extends object | string | number>({
  name,
  bytesMax,
  sizeOf,
  onRemoved,
}: MemoryCacheOptions<Value>): MemoryCache<Value> {
  const cache = new LRUCache<string, Value>({
    maxSize: bytesMax,
    maxEntrySize: Math.floor(bytesMax * entryShareMax),
    sizeCalculation: (value, key) => Math.ceil(overheadBytes + textBytes(key) + sizeOf(value, key)),
    ...(onRemoved && { dispose: onRemoved }),
  });
  register(name, bytesMax, cache);
  return {
    get: (key) => cache.get(key),
    set: (key, value) => void cache.set(key, value),
    has: (key) => cache.has(key),
    delete: (key) => cache.delete(key),
    clear: () => cache.clear(),
  };
}

/** Bytes that a text may take in memory. */
export function textBytes(text: string): number {
  return 2 * text.length;
}

/** How full one cache is. */
export interface MemoryCacheUse {
  readonly name: string;
  readonly bytes: number;
  readonly bytesMax: number;
  readonly entries: number;
}

interface Registered {
  readonly name: string;
  readonly bytesMax: number;
  readonly cache: WeakRef<{ readonly calculatedSize: number; readonly size: number }>;
}

const registered = new Set<Registered>();

/** A cache that nobody has any more is no longer listed, and not kept by being listed. */
function register(name: string, bytesMax: number, cache: { calculatedSize: number; size: number }): void {
  registered.add({ name, bytesMax, cache: new WeakRef(cache) });
}

/** The caches of this process in the order in which they were made, for metrics. */
export function memoryCacheUse(): readonly MemoryCacheUse[] {
  return [...registered].flatMap((entry) => {
    const cache = entry.cache.deref();
    if (cache === undefined) {
      registered.delete(entry);
      return [];
    }
    const { name, bytesMax } = entry;
    return [{ name, bytes: cache.calculatedSize, bytesMax, entries: cache.size }];
  });
}
