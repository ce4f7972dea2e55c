import { createByIdLoader, createGroupedLookupLoader, createLookupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { countNew, findNew, type MatchRow } from './match.repository.js';
import { findReaders } from './reader.repository.js';
import { findSavedSearchesByIds } from './saved-search.repository.js';
import { membershipOf } from '@hub/runtime/auth';

/** A part of what a member has not seen of one search. */
interface NewMatchesKey {
  readonly savedSearchId: string;
  readonly before: number | null;
  readonly take: number;
}

interface Reader {
  readonly seenCount: number;
  readonly isDefault: boolean;
}

const partOf = ({ before, take }: NewMatchesKey): string => `${before} ${take}`;

/** What one request reads of saved searches, with the eyes of who asks. */
export function createSavedSearchLoaders({ actor, database }: RequestScope) {
  const membershipId = membershipOf(actor);
  return {
    savedSearch: createByIdLoader((ids) => database.read((db) => findSavedSearchesByIds(db, { ids, membershipId }))),
    savedSearchReader: createLookupLoader<string, Reader, Reader>({
      nameOf: (savedSearchId) => savedSearchId,
      missing: () => ({ seenCount: 0, isDefault: false }),
      async find(savedSearchIds) {
        if (membershipId === null) return new Map();
        const rows = await database.read((db) => findReaders(db, { savedSearchIds, membershipId }));
        return new Map(rows.map((row) => [row.savedSearchId, row]));
      },
    }),
    newCount: createLookupLoader<string, number, number>({
      nameOf: (savedSearchId) => savedSearchId,
      missing: () => 0,
      async find(savedSearchIds) {
        const rows = await database.read((db) => countNew(db, { savedSearchIds, membershipId }));
        return new Map(rows.map(({ savedSearchId, count }) => [savedSearchId, count]));
      },
    }),
    newMatches: createGroupedLookupLoader<NewMatchesKey, MatchRow[], MatchRow[]>({
      groupOf: partOf,
      nameOf: (key) => `${key.savedSearchId} ${partOf(key)}`,
      missing: () => [],
      async find(first, keys) {
        const { before, take } = first;
        const savedSearchIds = keys.map(({ savedSearchId }) => savedSearchId);
        const rows = await database.read((db) => findNew(db, { savedSearchIds, membershipId, before, take }));
        return Map.groupBy(rows, ({ savedSearchId }) => `${savedSearchId} ${partOf(first)}`);
      },
    }),
  };
}
