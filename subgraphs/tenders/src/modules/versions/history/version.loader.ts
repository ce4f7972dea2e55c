import type { ReadClient } from '@hub/runtime/database';
import { createCountLoader, createGroupedLookupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import type { Impact } from '../../../ocds/index.js';
import { noteworthyImpacts } from './impact.js';
import type { VersionRange } from './version-page.js';
import {
  countUnacknowledged,
  countVersions,
  findUnacknowledged,
  findVersions,
  type VersionRow,
  type VersionsWanted,
} from './version.repository.js';

/** A part of the history of one tender. */
export type HistoryKey = VersionRange & { readonly tenderId: string };

/** A part of what a team has not taken note of. */
export type UnacknowledgedKey = HistoryKey & { readonly impacts: readonly Impact[] };

/** Histories of tenders: those of one page of tenders are one statement. */
export function createVersionLoaders({ database }: RequestScope) {
  return {
    history: pagesLoader<HistoryKey>(
      ({ before, take }) => `${before} ${take}`,
      (wanted) => database.readPublic((db: ReadClient) => findVersions(db, wanted)),
    ),
    historyCount: createCountLoader(({ parents }) => database.readPublic((db) => countVersions(db, parents))),
    unacknowledgedCount: createCountLoader<string, readonly Impact[]>(({ parents, filter = noteworthyImpacts }) =>
      database.read((db) => countUnacknowledged(db, { tenderIds: parents, impacts: filter })),
    ),
    unacknowledged: pagesLoader<UnacknowledgedKey>(
      ({ before, take, impacts }) => `${before} ${take} ${impacts.join(' ')}`,
      (wanted, { impacts }) => database.read((db: ReadClient) => findUnacknowledged(db, { ...wanted, impacts })),
    ),
  };
}

/** Keys that ask for the same part of different tenders are answered together. */
function pagesLoader<Key extends HistoryKey>(
  partOf: (key: Key) => string,
  find: (wanted: VersionsWanted, key: Key) => Promise<VersionRow[]>,
) {
  return createGroupedLookupLoader<Key, VersionRow[], VersionRow[]>({
    groupOf: partOf,
    nameOf: (key) => `${key.tenderId} ${partOf(key)}`,
    missing: () => [],
    async find(first, keys) {
      const { before, take } = first;
      const rows = await find({ before, take, tenderIds: keys.map(({ tenderId }) => tenderId) }, first);
      return Map.groupBy(rows, ({ tenderId }) => `${tenderId} ${partOf(first)}`);
    },
  });
}
