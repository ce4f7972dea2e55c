import { createHash } from 'node:crypto';
import { HubError } from '@hub/runtime/errors';
import { z } from 'zod';
import { LruMap } from './lru-map.js';

/** Turns the hash of an automatic persisted query into its text. */
export interface PersistedOperations {
  /**
   * The text for a request's `query` and `extensions`; undefined when it has neither.
   * @throws HubError `PERSISTED_QUERY_NOT_FOUND` for a hash that was not registered here.
   */
  readonly resolve: (query: string | undefined, extensions: unknown) => string | undefined;
}

const documentsMax = 2000;
const persistedQuery = z.looseObject({
  persistedQuery: z.looseObject({ version: z.literal(1), sha256Hash: z.string().regex(/^[0-9a-f]{64}$/u) }),
});

/**
 * Remembers documents by hash, the last 2,000 of them. It stands before the limits, so a registered document is judged
 * every time it runs like any other. Saves bandwidth only: it refuses nothing that could be sent as text.
 */
export function createPersistedOperations(): PersistedOperations {
  const documents = new LruMap<string, string>(documentsMax);
  return {
    resolve: (query, extensions) => {
      if (typeof extensions !== 'object' || extensions === null || !('persistedQuery' in extensions)) return query;
      const parsed = persistedQuery.safeParse(extensions);
      if (!parsed.success) throw new HubError('BAD_REQUEST', 'The persisted query extension is not well-formed.');
      const { sha256Hash } = parsed.data.persistedQuery;
      if (query !== undefined) {
        if (hashOf(query) !== sha256Hash) throw new HubError('BAD_REQUEST', 'The hash is not that of the query.');
        documents.set(sha256Hash, query);
        return query;
      }
      const known = documents.get(sha256Hash);
      if (known === undefined) throw new HubError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
      return known;
    },
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
