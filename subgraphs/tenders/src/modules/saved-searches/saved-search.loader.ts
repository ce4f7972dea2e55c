import type { RequestScope } from '@hub/runtime/service';
import DataLoader from 'dataloader';
import { rowLoader } from '../sources/source.loader.js';
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

const partOf = ({ before, take }: NewMatchesKey): string => `${before} ${take}`;

/** What one request reads of saved searches, with the eyes of who asks. */
export function createSavedSearchLoaders({ actor, database }: RequestScope) {
  const membershipId = membershipOf(actor);
  return {
    savedSearch: rowLoader((ids) => database.read((db) => findSavedSearchesByIds(db, { ids, membershipId }))),
    savedSearchReader: new DataLoader<string, { seenCount: number; isDefault: boolean }>(async (savedSearchIds) => {
      const rows =
        membershipId === null ? [] : await database.read((db) => findReaders(db, { savedSearchIds, membershipId }));
      const byId = new Map(rows.map((row) => [row.savedSearchId, row]));
      return savedSearchIds.map((id) => byId.get(id) ?? { seenCount: 0, isDefault: false });
    }),
    newCount: new DataLoader<string, number>(async (savedSearchIds) => {
      const rows = await database.read((db) => countNew(db, { savedSearchIds, membershipId }));
      const byId = new Map(rows.map(({ savedSearchId, count }) => [savedSearchId, count]));
      return savedSearchIds.map((id) => byId.get(id) ?? 0);
    }),
    newMatches: new DataLoader<NewMatchesKey, MatchRow[], string>(
      async (keys) => {
        const found = new Map<string, Map<string, MatchRow[]>>();
        // Keys that ask for the same part of different searches are answered together.
        for (const [part, group] of Map.groupBy(keys, partOf)) {
          const [{ before, take } = { before: null, take: 0 }] = group;
          const savedSearchIds = group.map(({ savedSearchId }) => savedSearchId);
          const rows = await database.read((db) => findNew(db, { savedSearchIds, membershipId, before, take }));
          found.set(
            part,
            Map.groupBy(rows, ({ savedSearchId }) => savedSearchId),
          );
        }
        return keys.map((key) => found.get(partOf(key))?.get(key.savedSearchId) ?? []);
      },
      { cacheKeyFn: (key) => `${key.savedSearchId} ${partOf(key)}` },
    ),
  };
}
