import type { Cache } from '../cache-contract.js';
import type { CacheKey } from '../cache-key.js';
import type { Envelope } from '../envelope.js';

/** Where a value is kept, and what makes it old. */
export interface Place {
  readonly key: CacheKey;
  readonly tags: readonly CacheKey[];
}

/** What lies under keys and tags: values or marks, and states; null for what is not there. */
export type PlaceTexts = ReadonlyMap<CacheKey, string | null>;

/** Reads keys and tags of some places. One round trip. */
export async function readPlaces(cache: Cache, places: readonly Place[]): Promise<PlaceTexts> {
  const keys = [...new Set(places.flatMap(({ key, tags }) => [key, ...tags]))];
  return textsByKey(keys, await cache.read(keys));
}

/**
 * What lies under the keys and tags that are about to be filled: where there was nothing there is a mark or a state now,
 * made before the origin is read, so that a change after that is noticed whatever Redis puts out meanwhile.
 */
export async function claimMissing(cache: Cache, places: readonly Place[], texts: PlaceTexts): Promise<PlaceTexts> {
  const isMissing = (key: CacheKey): boolean => (texts.get(key) ?? null) === null;
  const keys = places.map(({ key }) => key).filter(isMissing);
  const tags = [...new Set(places.flatMap((place) => place.tags))].filter(isMissing);
  if (keys.length + tags.length === 0) return texts;
  return new Map([...texts, ...textsByKey([...keys, ...tags], await cache.claim({ keys, tags }))]);
}

/** Whether nothing that a value is made of has changed. A tag without a state was lost, and with it what it had to say. */
export function isCurrent(envelope: Envelope, { tags }: Place, texts: PlaceTexts): boolean {
  return tags.every((tag) => envelope.tags[tag] === (texts.get(tag) ?? null));
}

/** The states that go into an envelope. */
export function statesOf({ tags }: Place, texts: PlaceTexts): Record<string, string> {
  return Object.fromEntries(tags.map((tag) => [tag, texts.get(tag) ?? '']));
}

function textsByKey(keys: readonly CacheKey[], texts: readonly (string | null)[]): Map<CacheKey, string | null> {
  return new Map(keys.map((key, index) => [key, texts[index] ?? null]));
}
