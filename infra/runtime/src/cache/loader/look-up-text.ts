import type { Cache } from '../cache-contract.js';
import { ownerPart, type CacheOwner } from '../cache-key.js';
import { openEnvelope, sealEnvelope } from '../envelope.js';
import { claimMissing, isCurrent, readPlaces, statesOf, type Place } from './place-texts.js';

/** Where a text is kept, and whose it is. */
export interface TextPlace extends Place {
  readonly owner: CacheOwner;
}

/** What a look found. */
export interface Found<Value> {
  /** Null for a miss. */
  readonly value: Value | null;
  /** After a miss: keeps a text that was made since, unless what it is made of has changed meanwhile. Never throws. */
  keep(text: string, ttlSeconds: number): void;
}

/** What a look for a text found. */
export interface TextFound extends Pick<Found<string>, 'keep'> {
  /** Null for a miss. */
  readonly text: string | null;
}

/**
 * Looks for one text outside of loaders, and reads it once. Two round trips for a miss, one for a hit.
 *
 * @param read - null for a text that is kept and cannot be used: a miss.
 * @throws what `read` throws, and nothing else.
 */
export async function lookUp<Value>(
  cache: Cache,
  { owner, ...place }: TextPlace,
  read: (text: string) => Value | null,
): Promise<Found<Value>> {
  const { clock, isTrusted } = cache.internals;
  const { key } = place;
  const stored = await readPlaces(cache, [place]);
  const opened = openEnvelope(stored.get(key) ?? null, ownerPart(owner), key);
  if (opened.kind === 'value') {
    const { envelope } = opened;
    const isYoung = clock() < envelope.expiresAt && isTrusted(envelope.storedAt);
    const value = isYoung && isCurrent(envelope, place, stored) ? read(envelope.json) : null;
    if (value !== null) return { value, keep: () => undefined };
  }
  const texts = await claimMissing(cache, [place], stored);
  const storedAt = clock();
  return {
    value: null,
    keep(text, ttlSeconds) {
      const expiresAt = clock() + ttlSeconds * 1000;
      const value = {
        owner: ownerPart(owner),
        key,
        storedAt,
        expiresAt,
        costMs: clock() - storedAt,
        tags: statesOf(place, texts),
        json: text,
      };
      cache.fill([{ key, text: sealEnvelope(value), ttlMs: ttlSeconds * 1000, seen: texts.get(key) ?? null }]);
    },
  };
}

/** The same for a text that is used as it is. Never throws. */
export async function lookUpText(cache: Cache, place: TextPlace): Promise<TextFound> {
  const { value, keep } = await lookUp(cache, place, (text) => text);
  return { text: value, keep };
}
