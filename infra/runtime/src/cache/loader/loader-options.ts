import type { z } from 'zod';
import type { CacheOwner } from '../cache-key.js';
import type { Cache } from '../cache-contract.js';
import type { Place } from './place-texts.js';

/** How one kind of value is loaded and cached. */
export interface LoaderOptions<Id extends string, Value> {
  readonly cache: Cache;
  /** The actor's team for a tenant's data, `public` for reference data. */
  readonly team: CacheOwner;
  /** What is loaded, in lower camel case; part of every key. */
  readonly type: string;
  /** Raise it when the shape of the value changes. Default 1. */
  readonly version?: number;
  /** Life of a stored value, 1 second to 1 day. Some are refreshed a little earlier, so that not all expire at once. */
  readonly ttlSeconds: number;
  /**
   * Turns the value into JSON and back (`z.encode` and `z.decode`); use `dateCodec` for dates. What a loader gives
   * has always been through it, so a hit and a miss give equal values; fields it does not name are dropped.
   */
  readonly codec: z.ZodType<Value>;
  /** Asks the origin for all ids at once. An id absent from the answer does not exist, which is never cached. */
  readonly batch: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Value>>;
  /** Names of tags whose invalidation also forgets this value; a few at most. */
  readonly tags?: (id: Id) => readonly string[];
  /** Also keep values in this process for so long: at most 10 seconds, 3 for a team's data. Default 0, which is off. */
  readonly localSeconds?: number;
  /** For `public` only: when the origin is away, serve a value that expired no longer ago than this. Default 0. */
  readonly staleIfErrorSeconds?: number;
  /** Most ids asked for in one batch. Default 500. */
  readonly batchSizeMax?: number;
  /** A number from 0 to 1, 1 excluded; tests set it. Default `Math.random`. */
  readonly random?: () => number;
}

/** One id on its way through the cache. */
export interface Slot<Id extends string> extends Place {
  readonly id: Id;
}
