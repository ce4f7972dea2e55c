import { type Cache, cacheKey } from '@hub/runtime/cache';
import { createMemoryCache } from '@hub/runtime/memory';

/** Counts failed sign-ins for one account of one team. */
export interface SignInThrottle {
  /** Seconds to wait before another try, 0 when one may be made now. */
  waitSeconds(cache: Cache, account: string, now: Date): Promise<number>;
  /** Remembers a failure. */
  failed(cache: Cache, account: string, now: Date): Promise<void>;
}

const failuresMax = 10;
const windowSeconds = 15 * 60;
const rememberedBytesMax = 16 * 1024 * 1024;

interface Failures {
  count: number;
  endsAt: number;
}

/**
 * Ten failures in fifteen minutes close an account's door until the window ends. Counted in Redis
 * for all processes, and in this process as well, so that the door stays shut when Redis is away.
 */
export function createSignInThrottle(): SignInThrottle {
  const own = createMemoryCache<Failures>({
    name: 'failed sign-ins',
    bytesMax: rememberedBytesMax,
    sizeOf: () => 32,
  });

  const ownFailures = (account: string, now: Date): Failures | null => {
    const failures = own.get(account);
    return failures && failures.endsAt > now.getTime() ? failures : null;
  };

  return {
    async waitSeconds(cache, account, now) {
      const here = ownFailures(account, now);
      const hereWait = here && here.count >= failuresMax ? here.endsAt - now.getTime() : 0;
      const everywhere = await cache.countUp({ key: keyOf(account), windowMs: windowSeconds * 1000, by: 0 });
      const everywhereWait = everywhere && everywhere.count >= failuresMax ? everywhere.resetMs : 0;
      return Math.ceil(Math.max(hereWait, everywhereWait) / 1000);
    },
    async failed(cache, account, now) {
      const failures = ownFailures(account, now) ?? { count: 0, endsAt: now.getTime() + windowSeconds * 1000 };
      own.set(account, { ...failures, count: failures.count + 1 });
      await cache.countUp({ key: keyOf(account), windowMs: windowSeconds * 1000 });
    },
  };
}

function keyOf(account: string) {
  return cacheKey({ team: 'public', type: 'signInFailures', id: account });
}
