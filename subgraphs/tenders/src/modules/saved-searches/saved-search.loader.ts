import {
  createByIdLoader,
  createGroupedLookupLoader,
  createLookupLoader,
  type LoaderFactories,
} from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { countNew, findMatchesByIds, findNew, type MatchRow } from './match.repository.js';
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
export const savedSearchLoaders = {
  savedSearch: ({ actor, database }) =>
    createByIdLoader((ids) =>
      database.read((db) => findSavedSearchesByIds(db, { ids, membershipId: membershipOf(actor) })),
    ),
  savedSearchMatch: ({ actor, database }) =>
    createByIdLoader((ids) => database.read((db) => findMatchesByIds(db, { ids, membershipId: membershipOf(actor) }))),
  savedSearchReader: ({ actor, database }) =>
    createLookupLoader<string, Reader, Reader>({
      nameOf: (savedSearchId) => savedSearchId,
      missing: () => ({ seenCount: 0, isDefault: false }),
      async find(savedSearchIds) {
        const membershipId = membershipOf(actor);
        if (membershipId === null) return new Map();
        const rows = await database.read((db) => findReaders(db, { savedSearchIds, membershipId }));
        return new Map(rows.map((row) => [row.savedSearchId, row]));
      },
    }),
  newCount: ({ actor, database }) =>
    createLookupLoader<string, number, number>({
      nameOf: (savedSearchId) => savedSearchId,
      missing: () => 0,
      async find(savedSearchIds) {
        const rows = await database.read((db) => countNew(db, { savedSearchIds, membershipId: membershipOf(actor) }));
        return new Map(rows.map(({ savedSearchId, count }) => [savedSearchId, count]));
      },
    }),
  newMatches: ({ actor, database }) =>
    createGroupedLookupLoader<NewMatchesKey, MatchRow[], MatchRow[]>({
      groupOf: partOf,
      nameOf: (key) => `${key.savedSearchId} ${partOf(key)}`,
      missing: () => [],
      async find(first, keys) {
        const { before, take } = first;
        const savedSearchIds = keys.map(({ savedSearchId }) => savedSearchId);
        const query = { savedSearchIds, membershipId: membershipOf(actor), before, take };
        const rows = await database.read((db) => findNew(db, query));
        return Map.groupBy(rows, ({ savedSearchId }) => `${savedSearchId} ${partOf(first)}`);
      },
    }),
} satisfies LoaderFactories<RequestScope>;
