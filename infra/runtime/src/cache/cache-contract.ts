import type { CircuitState } from '../circuit/circuit.js';
import type { Logger } from '../telemetry/telemetry.js';
import type { CacheKey } from './cache-key.js';
import type { CacheObserver } from './cache-observer.js';
import type { Highest } from './kept/highest.js';
import type { Activity } from './kept/activity.js';
import type { LocalTier } from './local-tier.js';
import type { LockOptions, LockResult } from './kept/lock.js';
import type { InvalidationTarget, Notice } from './invalidation/notice.js';

/** A value to store. */
export interface CacheFill {
  readonly key: CacheKey;
  readonly text: string;
  readonly ttlMs: number;
  /** What was read or claimed before the value was made: it is stored only if the key still holds that. Null stores nothing. */
  readonly seen: string | null;
}

/** What a counter says. */
export interface Count {
  readonly count: number;
  /** Milliseconds until the window ends and the counter is 0 again. */
  readonly resetMs: number;
}

/** A read in progress, which others asking for the same key may join. */
export interface InFlightRead {
  readonly result: Promise<string | null>;
  readonly tags: readonly CacheKey[];
}

/**
 * Told what this process must forget, whoever changed it. `isRemote`: another process did, which a third may not have
 * heard yet. Must not throw.
 */
export type ForgetListener = (what: Exclude<Notice, 'beat'>, isRemote: boolean) => void;

/** Redis as the product uses it: quick when it is there, absent when it is not, never an error. */
export interface Cache {
  /** `off` without a URL; `closed` is the healthy state. */
  readonly state: CircuitState | 'off';
  /** The raw texts, in the order of the keys; null for what is missing or when Redis is away. One round trip. Never throws. */
  read(keys: readonly CacheKey[]): Promise<readonly (string | null)[]>;
  /**
   * Makes keys and tags exist before their origin is read: a key without a value gets a mark, a tag without a state a
   * new one. Answers what is there now, keys first; null when Redis is away. One round trip. Never throws.
   */
  claim(target: Required<InvalidationTarget>): Promise<readonly (string | null)[]>;
  /** Stores in the background. Never throws; dropped when Redis is away. */
  fill(entries: readonly CacheFill[]): void;
  /**
   * Forgets keys, and every value stored with one of the tags, in every process. Call it after the commit.
   *
   * Reads that began before cannot put their old value back. Never throws: while Redis is away the order is kept
   * and carried out before this process reads from Redis again; `false` says that Redis has not heard of it yet.
   */
  invalidate(target: InvalidationTarget): Promise<boolean>;
  /** Calls the listener with whatever this process is told to forget, by itself or by another. Answers how to end that. */
  onForgotten(listener: ForgetListener): () => void;
  /**
   * Tells every process that all commits have been told. While nobody says so, values older than a minute are misses:
   * their invalidation may be lost. `false` when Redis is away.
   */
  beat(): Promise<boolean>;
  /**
   * Runs work while holding a lock, renewed until the work ends and released only if still ours.
   *
   * Answers `busy` or `unavailable` instead of running when another holds it or Redis is away. Rethrows what the work throws.
   */
  withLock<T>(options: LockOptions, work: (signal: AbortSignal) => Promise<T>): Promise<LockResult<T>>;
  /** Adds to a counter whose window starts with its first count. Null when Redis is away: the caller has another rule then. */
  countUp(options: { readonly key: CacheKey; readonly windowMs: number; readonly by?: number }): Promise<Count | null>;
  /**
   * Keeps a number until a moment unless a higher one is kept; a number with a later end replaces one with an earlier.
   * One atomic step, so that answers which arrive out of order cannot lower it. Never throws; dropped when Redis is away.
   */
  keepHighest(options: Highest & { readonly key: CacheKey; readonly nowMs: number }): Promise<void>;
  /** What `keepHighest` keeps; null when that is nothing, its moment has come, or Redis is away. Never throws. */
  highest(options: { readonly key: CacheKey; readonly nowMs: number }): Promise<Highest | null>;
  /** When sessions were last used. */
  readonly activity: Activity;
  /** Rejects unless Redis answers now; resolves without Redis. For health. */
  ping(): Promise<void>;
  /** Resolves when every background store has ended. */
  settled(): Promise<void>;
  /** Waits for background stores, then disconnects. */
  close(): Promise<void>;
  /** For those of this folder who read and fill: loaders and looks for one text. */
  readonly internals: CacheInternals;
}

/** What those who read and fill share in one process. */
export interface CacheInternals {
  readonly inFlight: Map<CacheKey, InFlightRead>;
  readonly local: LocalTier;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly observer: CacheObserver;
  /** False for a value whose invalidation may have been lost, by the moment at which it was stored. */
  readonly isTrusted: (storedAt: number) => boolean;
}
