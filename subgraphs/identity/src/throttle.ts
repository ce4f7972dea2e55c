import { type Cache, cacheKey } from '@hub/runtime/cache';
import { createMemoryCache } from '@hub/runtime/memory';

/** Counts what may be done only so often. */
export interface Throttle {
  /** Seconds to wait before another try, 0 when one may be made now. */
  waitSeconds(cache: Cache, subject: string, now: Date): Promise<number>;
  /** Remembers one. */
  count(cache: Cache, subject: string, now: Date): Promise<void>;
}

/** How often something may be done. */
export interface ThrottleRule {
  /** For the memory statistics of the process. */
  readonly name: string;
  /** Type of the key in Redis. */
  readonly type: string;
  readonly max: number;
  readonly windowSeconds: number;
}

const rememberedBytesMax = 16 * 1024 * 1024;

interface Counted {
  count: number;
  endsAt: number;
}

/**
 * So many in a window, which begins with the first. Counted in Redis for all processes, and in this process as well, so that
 * the door stays shut when Redis is away.
 */
export function createThrottle({ name, type, max, windowSeconds }: ThrottleRule): Throttle {
  const own = createMemoryCache<Counted>({ name, bytesMax: rememberedBytesMax, sizeOf: () => 32 });
  const keyOf = (subject: string) => cacheKey({ team: 'public', type, id: subject });

  const countedHere = (subject: string, now: Date): Counted | null => {
    const counted = own.get(subject);
    return counted && counted.endsAt > now.getTime() ? counted : null;
  };

  return {
    async waitSeconds(cache, subject, now) {
      const here = countedHere(subject, now);
      const hereWait = here && here.count >= max ? here.endsAt - now.getTime() : 0;
      const everywhere = await cache.countUp({ key: keyOf(subject), windowMs: windowSeconds * 1000, by: 0 });
      const everywhereWait = everywhere && everywhere.count >= max ? everywhere.resetMs : 0;
      return Math.ceil(Math.max(hereWait, everywhereWait) / 1000);
    },
    async count(cache, subject, now) {
      const counted = countedHere(subject, now) ?? { count: 0, endsAt: now.getTime() + windowSeconds * 1000 };
      own.set(subject, { ...counted, count: counted.count + 1 });
      await cache.countUp({ key: keyOf(subject), windowMs: windowSeconds * 1000 });
    },
  };
}
