import { hkdfSync, randomBytes } from 'node:crypto';
import { teamOf } from '@hub/runtime/auth';
import { loadConfig, secret } from '@hub/runtime/config';
import type { RequestScope } from '@hub/runtime/service';
import { z } from 'zod';
import { searchCursors } from './search-cursor.js';
import type { SearchScope } from './search.service.js';

/** What searching needs beside the scope of a request. */
export interface SearchEnvironment {
  /** Signs cursors. 32 bytes. */
  readonly cursorKey: Uint8Array;
}

const settings = z.object({ INTERNAL_SECRET_TENDERS: secret().optional() });

/**
 * What searching needs, from the settings of the process: cursors are signed with a key derived from
 * INTERNAL_SECRET_TENDERS, or with a random one where that is absent.
 *
 * @throws ConfigError when the secret is shorter than 32 characters.
 */
export function searchEnvironmentFrom(env: Readonly<Record<string, string | undefined>>): SearchEnvironment {
  // Derived rather than set: no process of this subgraph starts without the secret and all share one, so a key of
  // cursors cannot be forgotten or differ. As with the key of download links there is one at a time: when it changes,
  // cursors of before are refused, and a client begins again. Without it the product is one process, or a test: a key
  // that nobody shares will do.
  const { INTERNAL_SECRET_TENDERS: shared = randomBytes(32).toString('base64url') } = loadConfig(settings, env);
  return { cursorKey: new Uint8Array(hkdfSync('sha256', shared, '', 'search-cursor:v1', 32)) };
}

/** The scope in which a request searches. */
export function searchScopeOf(
  scope: Pick<RequestScope, 'actor' | 'database' | 'now'> & { readonly searching: SearchEnvironment },
): SearchScope {
  const cursors = searchCursors({ key: scope.searching.cursorKey, teamId: teamOf(scope.actor) });
  return { database: scope.database, now: scope.now(), cursors };
}
