import type { Redis } from 'ioredis';
import { z } from 'zod';
import { isCacheKey, type CacheKey } from '../cache-key.js';

/** What to forget. */
export interface InvalidationTarget {
  /** Made by `cacheKey`. */
  readonly keys?: readonly CacheKey[];
  /** Made by `cacheTag`. */
  readonly tags?: readonly CacheKey[];
}

/** What processes tell each other: what to forget, or only that all that was committed has been told (`beat`). */
export type Notice = Required<InvalidationTarget> | 'everything' | 'beat';

/** The channel of one database of a server; channels themselves know no databases. */
export function channelOf({ options }: Redis): string {
  return `hub:cache:${options.db ?? 0}`;
}

const keyList = z.array(z.custom<CacheKey>((value) => typeof value === 'string' && isCacheKey(value)));
const letter = z.object({
  from: z.string(),
  notice: z.union([z.literal(['everything', 'beat']), z.object({ keys: keyList, tags: keyList })]),
});

/** A notice, and which process tells it. */
export type Letter = z.output<typeof letter>;

/** Writes a notice as text. */
export function noticeText(from: string, notice: Notice): string {
  return JSON.stringify({ from, notice });
}

/** Reads a notice. Text that is none means that something changed and nobody knows what: everything. */
export function readNotice(text: string): Letter {
  try {
    return letter.parse(JSON.parse(text));
  } catch {
    return { from: '', notice: 'everything' };
  }
}
