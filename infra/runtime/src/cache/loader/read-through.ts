import { z } from 'zod';
import { httpStatusOf, isHubError } from '../../errors/errors.js';
import { createMemoryCache, type MemoryCache } from '../../memory/memory.js';
import type { CacheFill } from '../cache-contract.js';
import { ownerPart, type CacheKey } from '../cache-key.js';
import { openEnvelope, sealEnvelope, type Envelope } from '../envelope.js';
import type { LoaderOptions, Slot } from './loader-options.js';
import { claimMissing, isCurrent, readPlaces, statesOf, type PlaceTexts } from './place-texts.js';

/** Redis first, then one batch for what is missing, stale or due for refresh. */
export async function resolve<Id extends string, Value>(
  options: LoaderOptions<Id, Value>,
  slots: readonly Slot<Id>[],
): Promise<Map<CacheKey, string>> {
  const found = new Map<CacheKey, string>();
  if (slots.length === 0) return found;
  const stored = await readStored(options, slots);
  const missing: Slot<Id>[] = [];
  for (const slot of slots) {
    const envelope = stored.envelopes.get(slot.key);
    const isHit = envelope !== undefined && !isDue(options, envelope);
    options.cache.internals.observer.read?.(options.type, isHit ? 'hit' : 'miss');
    if (isHit) found.set(slot.key, envelope.json);
    else missing.push(slot);
  }
  if (missing.length > 0) {
    try {
      await askOrigin({ options, missing, stored, found });
    } catch (error) {
      if (!serveStale({ options, missing, stored, found }, error)) throw error;
    }
  }
  return found;
}

interface Stored {
  /** Values or marks by key, and states by tag; null for what is not there. */
  readonly texts: PlaceTexts;
  readonly envelopes: ReadonlyMap<CacheKey, Envelope>;
}

interface Question<Id extends string, Value> {
  readonly options: LoaderOptions<Id, Value>;
  readonly missing: readonly Slot<Id>[];
  readonly stored: Stored;
  readonly found: Map<CacheKey, string>;
}

async function readStored<Id extends string, Value>(
  options: LoaderOptions<Id, Value>,
  slots: readonly Slot<Id>[],
): Promise<Stored> {
  const texts = await readPlaces(options.cache, slots);
  const envelopes = new Map<CacheKey, Envelope>();
  const owner = ownerPart(options.team);
  for (const slot of slots) {
    const { key } = slot;
    const opened = openEnvelope(texts.get(key) ?? null, owner, key);
    if (opened.kind === 'poisoned') alarm(options, key);
    if (opened.kind !== 'value') continue;
    if (!isCurrent(opened.envelope, slot, texts)) continue;
    if (decodeJson(options, opened.envelope.json) instanceof Error === false) envelopes.set(key, opened.envelope);
  }
  return { texts, envelopes };
}

async function askOrigin<Id extends string, Value>({
  options,
  missing,
  stored,
  found,
}: Question<Id, Value>): Promise<void> {
  const { clock } = options.cache.internals;
  const texts = await claimMissing(options.cache, missing, stored.texts);
  const startedAt = clock();
  const values = await options.batch(missing.map(({ id }) => id));
  const now = clock();
  const fills: CacheFill[] = [];
  for (const slot of missing) {
    const { id, key } = slot;
    const value = values.get(id);
    if (value === undefined || value === null) {
      if (stored.envelopes.has(key)) void options.cache.invalidate({ keys: [key] });
      continue;
    }
    const json = encodeJson(options, value);
    found.set(key, json);
    const text = sealEnvelope({
      owner: ownerPart(options.team),
      key,
      storedAt: startedAt,
      expiresAt: now + options.ttlSeconds * 1000,
      costMs: now - startedAt,
      tags: statesOf(slot, texts),
      json,
    });
    const ttlMs = (options.ttlSeconds + (options.staleIfErrorSeconds ?? 0)) * 1000;
    fills.push({ key, text, ttlMs, seen: texts.get(key) ?? null });
  }
  options.cache.fill(fills);
}

/** With the origin away an old public value beats none; it is all or nothing, because one batch has one error. */
function serveStale<Id extends string, Value>(
  { options, missing, stored, found }: Question<Id, Value>,
  error: unknown,
): boolean {
  const isAway = isHubError(error) && httpStatusOf(error.code) >= 503;
  const now = options.cache.internals.clock();
  const oldest = now - (options.staleIfErrorSeconds ?? 0) * 1000;
  const envelopes = missing.map(({ key }) => stored.envelopes.get(key));
  if (!isAway || !envelopes.every((envelope) => envelope !== undefined && envelope.expiresAt > oldest)) return false;
  for (const envelope of stored.envelopes.values()) {
    const slot = missing.find(({ key }) => key === envelope.key);
    if (slot !== undefined) found.set(slot.key, envelope.json);
  }
  return true;
}

/**
 * Expired, or drawn by lot to be refreshed early (XFetch): the nearer the end and the dearer the value, the likelier,
 * so that one reader refreshes while the others still hit. So is a value of which an invalidation may have been lost.
 */
function isDue<Id extends string, Value>(
  options: LoaderOptions<Id, Value>,
  { storedAt, expiresAt, costMs }: Envelope,
): boolean {
  const { clock, isTrusted } = options.cache.internals;
  if (!isTrusted(storedAt)) return true;
  const draw = 1 - (options.random ?? Math.random)();
  return clock() - Math.max(costMs, 1) * Math.log(draw) >= expiresAt;
}

function encodeJson<Id extends string, Value>({ codec, type }: LoaderOptions<Id, Value>, value: Value): string {
  const encoded = z.safeEncode(codec, value);
  if (!encoded.success)
    throw new TypeError(`A value of type ${type} does not fit its codec.`, { cause: encoded.error });
  return JSON.stringify(encoded.data);
}

/** Turns the stored JSON into a value; an error instead when the codec refuses it, as after a change of shape. */
export function decodeJson<Id extends string, Value>(options: LoaderOptions<Id, Value>, json: string): Value | Error {
  const { codec, type, team, localSeconds = 0 } = options;
  const known = team === 'public' && localSeconds > 0 ? rememberedOf(codec) : null;
  const remembered = known?.get(json);
  if (remembered !== undefined) return remembered.value;
  const decoded = codec.safeParse(JSON.parse(json));
  if (!decoded.success) return new TypeError(`A cached value of type ${type} does not fit its codec.`);
  known?.set(json, { value: decoded.data });
  return decoded.data;
}

const rememberedBytesMax = 2 * 1024 * 1024;
/** Measured on tenders: what is read takes up to three times its text. */
const bytesPerCharacter = 6;
const rememberedByCodec = new WeakMap<object, MemoryCache<{ readonly value: never }>>();

/** Values that were decoded lately, by their text: what is kept in this process is read far more often than it changes. */
function rememberedOf<Value>(codec: z.ZodType<Value>): MemoryCache<{ readonly value: Value }> {
  const known: MemoryCache<{ readonly value: Value }> | undefined = rememberedByCodec.get(codec);
  if (known) return known;
  const made = createMemoryCache<{ readonly value: never }>({
    name: 'decoded values',
    bytesMax: rememberedBytesMax,
    sizeOf: (_value, json) => bytesPerCharacter * json.length,
  });
  rememberedByCodec.set(codec, made);
  return made;
}

function alarm<Id extends string, Value>({ cache, type }: LoaderOptions<Id, Value>, key: CacheKey): void {
  cache.internals.logger.error({ event: 'cache_poisoned', type, key }, 'A cached value does not belong to its key.');
  cache.internals.observer.poisoned?.(type);
}
