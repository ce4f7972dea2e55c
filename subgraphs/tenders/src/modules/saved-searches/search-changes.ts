import { isDeepStrictEqual } from 'node:util';
import { changesBetween, type FieldChanges } from '@hub/runtime/events';
import type { UpdateSavedSearch } from './saved-search-input.js';
import type { SavedSearchFields, SavedSearchRow } from './saved-search.repository.js';
import { requestOf, storableFilter, type StoredSearch } from './stored-search.js';

const settings = ['ownerMembershipId', 'orderBy', 'notification', 'alertsAgain', 'isActive'] as const;
const words = ['name', 'search', 'filter'] as const;

/** What an event tells of a search. What somebody looks for on their own is not told to the team. */
export function searchChanges(before: SavedSearchRow | null, after: SavedSearchRow | null): FieldChanges {
  return [...changesBetween(words, shared(before), shared(after)), ...changesBetween(settings, before, after)];
}

function shared(search: SavedSearchRow | null): SavedSearchRow | null {
  return search?.ownerMembershipId === null ? search : null;
}

type Changes = Omit<UpdateSavedSearch, 'id' | 'expectedVersion'>;

/** The fields of a search with changes applied; the member makes it their own where it becomes private. */
export function changedFields(
  current: SavedSearchRow,
  changes: Changes,
  membershipId: string | null,
): SavedSearchFields {
  const { visibility, ...plain } = changes;
  const { name, search, orderBy, notification, alertsAgain, isActive, ownerMembershipId } = current;
  const filter = changes.filter ?? storableFilter(current.filter);
  const owner = { PRIVATE: membershipId, TEAM: null };
  return {
    ...{ name, search, orderBy, notification, alertsAgain, isActive, ...plain, filter },
    ownerMembershipId: visibility === undefined ? ownerMembershipId : owner[visibility],
  };
}

/** Whether anything is another than it was, told or not. */
export function isChanged(before: SavedSearchRow, after: SavedSearchFields): boolean {
  const plain = ['name', 'search', ...settings] as const;
  const filters = [before, after].map(({ filter }) => storableFilter(filter));
  return plain.some((field) => before[field] !== after[field]) || !isDeepStrictEqual(filters[0], filters[1]);
}

/** Whether it finds other tenders. Compared as understood: the database orders the keys of JSON its own way. */
export function isOtherQuestion(before: StoredSearch, after: StoredSearch): boolean {
  return questionOf(before) !== questionOf(after);
}

function questionOf(stored: StoredSearch): string {
  const checked = requestOf(stored);
  return 'problem' in checked ? '' : JSON.stringify([checked.request.search, checked.request.filter]);
}
