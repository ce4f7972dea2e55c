import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { integer, loadConfig, secret, type Environment } from '@hub/runtime/config';
import { z } from 'zod';
import { createSearchLimiter, type SearchLimiter } from './search-limiter.js';

/** What searching needs beside the scope of a request. */
export interface SearchEnvironment {
  /** Signs cursors. 32 bytes. */
  readonly cursorKey: KeyObject;
  /** Tells the searches of a team apart without saying what they are. 32 bytes. */
  readonly digestKey: KeyObject;
  /** That of the process. */
  readonly limiter: SearchLimiter;
}

const settings = z.object({
  INTERNAL_SECRET_TENDERS: secret().optional(),
  SEARCHES_AT_ONCE: integer({ min: 1, max: 1_000 }).default(2 * availableParallelism()),
});

/**
 * What searching needs, from the settings of the process: its keys are derived from INTERNAL_SECRET_TENDERS, or from a
 * random secret where that is absent; SEARCHES_AT_ONCE run at a time.
 *
 * @throws ConfigError when the secret is shorter than 32 characters, or the number is none.
 */
export function searchEnvironmentFrom(env: Environment): SearchEnvironment {
  // Derived rather than set: no process of this subgraph starts without the secret and all share one, so a key of
  // cursors cannot be forgotten or differ. As with the key of download links there is one at a time: when it changes,
  // cursors of before are refused, and a client begins again. Without it the product is one process, or a test: a key
  // that nobody shares will do.
  const { INTERNAL_SECRET_TENDERS: shared = randomBytes(32).toString('base64url'), SEARCHES_AT_ONCE: atOnce } =
    loadConfig(settings, env);
  // Behind another secret, searches of today are charged once more when they are repeated.
  const keyFor = (purpose: string): KeyObject =>
    createSecretKey(new Uint8Array(hkdfSync('sha256', shared, '', purpose, 32)));
  return {
    cursorKey: keyFor('search-cursor:v1'),
    digestKey: keyFor('search-digest:v1'),
    limiter: createSearchLimiter(atOnce),
  };
}
