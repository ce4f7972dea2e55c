import {
  createCountLoader,
  createGroupedLookupLoader,
  createLookupLoader,
  type LoaderFactories,
} from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { noteworthyImpacts } from './impact.js';
import type { VersionRange } from './version-page.js';
import {
  countUnacknowledged,
  countVersions,
  findUnacknowledged,
  findVersions,
  findVersionsNamed,
  type ChangeConditions,
  type VersionName,
  type VersionRow,
  type VersionsQuery,
} from './version.repository.js';

/** A part of the history of one tender. */
export type HistoryKey = VersionRange & { readonly tenderId: string };

/** A part of what a team has not acknowledged. */
export type UnacknowledgedKey = HistoryKey & { readonly conditions: ChangeConditions };

const noteworthy: ChangeConditions = { impacts: noteworthyImpacts, names: null };

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
    createCountLoader<string, ChangeConditions>(({ parents, filter: conditions = noteworthy }) =>
      database.read((db) => countUnacknowledged(db, { tenderIds: parents, conditions })),
    ),
  unacknowledged: ({ database }) =>
    pagesLoader<UnacknowledgedKey>(
      ({ before, take, conditions }) => `${before} ${take} ${JSON.stringify(conditions)}`,
      (query, { conditions }) => database.read((db) => findUnacknowledged(db, { ...query, conditions })),
    ),
  version: ({ database }) =>
    createLookupLoader<VersionName, VersionRow, null>({
      nameOf: versionName,
      missing: () => null,
      async find(names) {
        const rows = await database.readPublic((db) => findVersionsNamed(db, names));
        return new Map(rows.map((row) => [versionName(row), row]));
      },
    }),
} satisfies LoaderFactories<RequestScope>;

function versionName({ tenderId, version }: VersionName): string {
  return `${tenderId} ${version}`;
}

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
