import DataLoader from 'dataloader';
import { z } from 'zod';
import { cacheKey, cacheTag, writesTag, type CacheKey } from '../cache-key.js';
import type { LoaderOptions, Slot } from './loader-options.js';
import type { InFlightRead } from '../cache-contract.js';
import { decodeJson, resolve } from './read-through.js';

/** A `Date` in memory, an ISO 8601 text with `Z` in the cache. */
export const dateCodec = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});

/** A team expects its own changes to be seen by all its people at once, or nearly. */
const teamLocalSecondsMax = 3;

/**
 * Makes the loader of one request: its own DataLoader, then this process's reads in flight, then one `MGET`, then one
 * batch for what is left. Make a new one for every request, never one for the module.
 *
 * Answers null for an id that does not exist. Rejects with what `batch` throws, and with a `TypeError` for a value that
 * its codec refuses. Redis being away only makes it slower. A stored value of another team counts as a miss and raises
 * the alarm (log event `cache_poisoned`).
 *
 * @throws {HubError} TENANT_CONTEXT_MISSING on loading when the team is neither `public` nor a UUID.
 */
export function createLoader<Id extends string, Value>(
  options: LoaderOptions<Id, Value>,
): DataLoader<Id, Value | null> {
  const { team, ttlSeconds, localSeconds = 0, staleIfErrorSeconds = 0, batchSizeMax = 500 } = options;
  if (!(ttlSeconds >= 1 && ttlSeconds <= 86_400)) throw new TypeError('ttlSeconds must be from 1 to 86400.');
  if (team !== 'public' && staleIfErrorSeconds > 0) throw new TypeError('staleIfErrorSeconds is for public data only.');
  if (team !== 'public' && localSeconds > teamLocalSecondsMax) {
    throw new TypeError(`localSeconds of a team's data must be at most ${teamLocalSecondsMax}.`);
  }
  return new DataLoader<Id, Value | null>((ids) => loadMany(options, ids), { maxBatchSize: batchSizeMax });
}

async function loadMany<Id extends string, Value>(
  options: LoaderOptions<Id, Value>,
  ids: readonly Id[],
): Promise<(Value | null | Error)[]> {
  const keys = ids.map((id) => ({ id, key: keyOf(options, id) }));
  const { inFlight } = options.cache.internals;
  const joined = new Map<CacheKey, Promise<string | null>>();
  const own: Slot<Id>[] = [];
  for (const { id, key } of keys) {
    const local = localValue(options, key);
    const pending = local === undefined ? inFlight.get(key)?.result : Promise.resolve(local);
    if (pending === undefined) own.push({ id, key, tags: tagsOf(options, id) });
    else joined.set(key, pending);
    if (pending !== undefined)
      options.cache.internals.observer.read?.(options.type, local === undefined ? 'joined' : 'local');
  }
  const resolved = startReading(options, own);
  return Promise.all(
    keys.map(async ({ id, key }) => {
      const json = await (joined.get(key)?.catch(() => resolveAlone(options, id)) ??
        resolved.then((found) => found.get(key) ?? null));
      return json === null ? null : decodeJson(options, json);
    }),
  );
}

/** Starts the read of our own slots and lets others join it until it lands. */
function startReading<Id extends string, Value>(
  options: LoaderOptions<Id, Value>,
  own: readonly Slot<Id>[],
): Promise<Map<CacheKey, string>> {
  const { inFlight } = options.cache.internals;
  const resolved = resolve(options, own);
  const taken = own.map(({ key, tags }) => {
    const result = resolved.then((found) => found.get(key) ?? null);
    result.catch(() => undefined);
    const pending = { result, tags };
    inFlight.set(key, pending);
    return { key, pending };
  });
  resolved.then(
    (found) => land(options, taken, found),
    () => land(options, taken, new Map()),
  );
  return resolved;
}

/** A flight that is no longer listed was overtaken by an invalidation: what it brought must not be kept. */
function land<Id extends string, Value>(
  { cache, localSeconds = 0 }: LoaderOptions<Id, Value>,
  taken: readonly { readonly key: CacheKey; readonly pending: InFlightRead }[],
  found: ReadonlyMap<CacheKey, string>,
): void {
  const { inFlight, local } = cache.internals;
  for (const { key, pending } of taken) {
    if (inFlight.get(key) !== pending) continue;
    inFlight.delete(key);
    const json = found.get(key);
    if (localSeconds > 0 && json !== undefined) local.set(key, json, localSeconds);
  }
}

/** The read we joined failed for a reason that may be its request's own, such as a cancel; ask for ourselves. */
async function resolveAlone<Id extends string, Value>(
  options: LoaderOptions<Id, Value>,
  id: Id,
): Promise<string | null> {
  const slot = { id, key: keyOf(options, id), tags: tagsOf(options, id) };
  return (await resolve(options, [slot])).get(slot.key) ?? null;
}

function keyOf<Id extends string, Value>({ version = 1, team, type }: LoaderOptions<Id, Value>, id: Id): CacheKey {
  return cacheKey({ version, team, type, id });
}

function tagsOf<Id extends string, Value>({ team, tags }: LoaderOptions<Id, Value>, id: Id): readonly CacheKey[] {
  const own = (tags?.(id) ?? []).map((name) => cacheTag({ team, name }));
  // Whatever a team writes makes all that is cached of it old: nobody needs to know what depends on what.
  return team === 'public' ? own : [writesTag(team), ...own];
}

function localValue<Id extends string, Value>(
  { cache, localSeconds = 0 }: LoaderOptions<Id, Value>,
  key: CacheKey,
): string | undefined {
  return localSeconds > 0 ? cache.internals.local.get(key) : undefined;
}
