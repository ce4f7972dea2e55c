import { HubError } from '@hub/runtime/errors';
import { createMemoryCache, textBytes } from '@hub/runtime/memory';
import { z } from 'zod';
import { hashOf } from '../hash-text.js';

/** Turns the hash of an automatic persisted query into its text. */
export interface PersistedOperations {
  /**
   * The text for a request's `query` and `extensions`; undefined when it has neither.
   * @throws HubError `PERSISTED_QUERY_NOT_FOUND` for a hash that was not registered here.
   */
  readonly resolve: (query: string | undefined, extensions: unknown) => string | undefined;
}

const documentsBytesMax = 6 * 1024 * 1024;
const persistedQuery = z.looseObject({
  persistedQuery: z.looseObject({ version: z.literal(1), sha256Hash: z.string().regex(/^[0-9a-f]{64}$/u) }),
});

/**
 * Remembers documents by hash, the last 8 MiB of them. It stands before the limits, so a registered document is judged
 * every time it runs like any other. Saves bandwidth only: it refuses nothing that could be sent as text.
 */
export function createPersistedOperations(): PersistedOperations {
  const documents = createMemoryCache<string>({
    name: 'persisted operations',
    bytesMax: documentsBytesMax,
    sizeOf: textBytes,
  });
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
