import type { Cache } from './cache-contract.js';
import { ownerPart, type CacheKey, type CacheOwner } from './cache-key.js';
import { openEnvelope, sealEnvelope } from './envelope.js';

/** Where a text is kept, and what makes it old. */
export interface TextPlace {
  readonly owner: CacheOwner;
  readonly key: CacheKey;
  readonly tags: readonly CacheKey[];
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
  { owner, key, tags }: TextPlace,
  read: (text: string) => Value | null,
): Promise<Found<Value>> {
  const { clock, isTrusted } = cache.internals;
  const [stored = null, ...states] = await cache.read([key, ...tags]);
  const opened = openEnvelope(stored, ownerPart(owner), key);
  if (opened.kind === 'value') {
    const { envelope } = opened;
    const isCurrent = tags.every((tag, index) => envelope.tags[tag] === (states[index] ?? null));
    const isYoung = clock() < envelope.expiresAt && isTrusted(envelope.storedAt);
    const value = isCurrent && isYoung ? read(envelope.json) : null;
    if (value !== null) return { value, keep: () => undefined };
  }
  const missing = tags.filter((_tag, index) => (states[index] ?? null) === null);
  const claimed = await cache.claim({ keys: stored === null ? [key] : [], tags: missing });
  const seen = stored ?? claimed[0] ?? null;
  const claimedStates = stored === null ? claimed.slice(1) : claimed;
  const stateOf = (tag: CacheKey): string => states[tags.indexOf(tag)] ?? claimedStates[missing.indexOf(tag)] ?? '';
  const state = Object.fromEntries(tags.map((tag) => [tag, stateOf(tag)]));
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
        tags: state,
        json: text,
      };
      cache.fill([{ key, text: sealEnvelope(value), ttlMs: ttlSeconds * 1000, seen }]);
    },
  };
}

/** The same for a text that is used as it is. Never throws. */
export async function lookUpText(cache: Cache, place: TextPlace): Promise<TextFound> {
  const { value, keep } = await lookUp(cache, place, (text) => text);
  return { text: value, keep };
}
