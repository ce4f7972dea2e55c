import { createCountLoader, createGroupedLookupLoader, type LoaderFactories } from '@hub/runtime/loaders';
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
  type VersionsQuery,
} from './version.repository.js';

/** A part of the history of one tender. */
export type HistoryKey = VersionRange & { readonly tenderId: string };

/** A part of what a team has not acknowledged. */
export type UnacknowledgedKey = HistoryKey & { readonly impacts: readonly Impact[] };

/** Histories of tenders: those of one page of tenders are one statement. */
export const historyLoaders = {
  history: ({ database }) =>
    pagesLoader<HistoryKey>(
      ({ before, take }) => `${before} ${take}`,
      (query) => database.readPublic((db) => findVersions(db, query)),
    ),
  historyCount: ({ database }) =>
    createCountLoader(({ parents }) => database.readPublic((db) => countVersions(db, parents))),
  unacknowledgedCount: ({ database }) =>
    createCountLoader<string, readonly Impact[]>(({ parents, filter = noteworthyImpacts }) =>
      database.read((db) => countUnacknowledged(db, { tenderIds: parents, impacts: filter })),
    ),
  unacknowledged: ({ database }) =>
    pagesLoader<UnacknowledgedKey>(
      ({ before, take, impacts }) => `${before} ${take} ${impacts.join(' ')}`,
      (query, { impacts }) => database.read((db) => findUnacknowledged(db, { ...query, impacts })),
    ),
} satisfies LoaderFactories<RequestScope>;

/** Keys that ask for the same part of different tenders are answered together. */
function pagesLoader<Key extends HistoryKey>(
  partOf: (key: Key) => string,
  find: (query: VersionsQuery, key: Key) => Promise<VersionRow[]>,
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
