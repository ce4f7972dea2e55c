import { createHash } from 'node:crypto';
import { HubError } from '../errors/errors.js';
import { isUuid } from '../values/values.js';

/** A key that {@link cacheKey} made. Nothing else is accepted by the cache. */
export type CacheKey = string & { readonly cacheKey: unique symbol };

/** Whose value it is: the id of one team, or `public` for reference data that every team may read. */
export type CacheOwner = string;

/** The parts of a key. */
export interface CacheKeyParts {
  /** Raise it when the shape of the stored value changes. Default 1. */
  readonly version?: number;
  readonly team: CacheOwner;
  /** What is stored, in lower camel case: `tender`, `buyerSummary`. */
  readonly type: string;
  /** Any text at all; it is encoded. */
  readonly id: string;
}

const typeShape = /^[a-z][A-Za-z0-9]*$/u;
const encodedLengthMax = 200;
const publicPart = 'pub';

/**
 * The only maker of cache keys: `v1:{team|pub}:{type}:{id}`. Two different sets of parts never give the same key.
 *
 * @throws {HubError} TENANT_CONTEXT_MISSING when the team is neither `public` nor a lower-case UUID.
 * @throws {TypeError} when type or version is malformed, which is a mistake in the program.
 */
export function cacheKey({ version = 1, team, type, id }: CacheKeyParts): CacheKey {
  if (!typeShape.test(type))
    throw new TypeError(`"${type}" is not a cache type: letters and digits, lower case first.`);
  if (!Number.isSafeInteger(version) || version < 1) throw new TypeError(`${version} is not a cache version.`);
  return brand(`v${version}:${ownerPart(team)}:${type}:${encodeId(id)}`);
}

/** Which values belong together, so that one invalidation reaches them all. */
export interface CacheTagParts {
  readonly team: CacheOwner;
  /** Any text at all, such as `entries` or `tender:ocds-1`. */
  readonly name: string;
}

/** The key under which the cache keeps the state of a tag; `invalidate({ tags })` takes these. Throws as {@link cacheKey}. */
export function cacheTag({ team, name }: CacheTagParts): CacheKey {
  return cacheKey({ team, type: 'tag', id: name });
}

/** The tag of every write of an owner: what is cached of a team, and what does not know of which public values it is made. */
export function writesTag(team: CacheOwner): CacheKey {
  return cacheTag({ team, name: 'writes' });
}

/** How an owner is written in keys and in stored values: `pub` or the team's id. Throws as {@link cacheKey}. */
export function ownerPart(team: CacheOwner): string {
  if (team === 'public') return publicPart;
  if (!isUuid(team)) throw new HubError('TENANT_CONTEXT_MISSING', 'A cached value needs a team.');
  return team;
}

/** Whose value a key or a tag stands for. */
export function ownerOf(key: CacheKey): CacheOwner {
  const owner = key.split(':')[1];
  return owner === undefined || owner === publicPart ? 'public' : owner;
}

/**
 * Escapes every UTF-16 unit outside `A-Z a-z 0-9 . _ -`, so that neither separators nor lone surrogates nor line ends
 * reach the key. A long id becomes its SHA-256 behind a `#`, which no escaped id contains.
 */
function encodeId(id: string): string {
  const encoded = id.replaceAll(/[^A-Za-z0-9._-]/g, (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (encoded.length <= encodedLengthMax) return encoded;
  return `#${createHash('sha256').update(encoded).digest('hex')}`;
}

function brand(text: string): CacheKey {
  if (!isCacheKey(text)) throw new TypeError('The parts do not make a cache key.');
  return text;
}

const keyShape = /^v\d+:(?:pub|[0-9a-f-]{36}):[A-Za-z0-9]+:[A-Za-z0-9._%#-]*$/u;

/** True for what {@link cacheKey} can have made. */
export function isCacheKey(text: string): text is CacheKey {
  return keyShape.test(text);
}
