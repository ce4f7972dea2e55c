import type { Prisma } from '@hub/prisma/client';
import { requestOf, storableFilter, type StoredSearch } from './stored-search.js';

/** What is wrong with a search that somebody wants to save. */
export class SavedSearchProblem extends Error {
  override readonly name = 'SavedSearchProblem';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** What a person may set; what is absent was not given. */
export interface SavedSearchChanges {
  readonly name?: string;
  readonly search?: string | null;
  readonly filter?: Prisma.InputJsonObject;
  readonly orderBy?: string | null;
  readonly visibility?: 'PRIVATE' | 'TEAM';
  readonly notification?: string;
  readonly alertsAgain?: boolean;
  readonly isActive?: boolean;
}

type Given = {
  readonly [Name in keyof Omit<SavedSearchChanges, 'filter'>]?: SavedSearchChanges[Name] | null | undefined;
} & { readonly filter?: object | null | undefined };

/**
 * What was given, in the form in which it is stored. Null clears what can be left empty; elsewhere there is no null.
 * @throws SavedSearchProblem naming the field and what it must be.
 */
export function savedSearchChangesOf(given: Given): SavedSearchChanges {
  const { name, search, filter, orderBy, visibility, notification, alertsAgain, isActive } = given;
  return {
    ...(name !== undefined && { name: checkedName(present('name', name)) }),
    ...(search !== undefined && { search: search === null ? null : checkedText('search', search.trim()) }),
    ...(filter !== undefined && { filter: checkedSize(storableFilter(filter)) }),
    ...(orderBy !== undefined && { orderBy }),
    ...(visibility !== undefined && { visibility: present('visibility', visibility) }),
    ...(notification !== undefined && { notification: present('notification', notification) }),
    ...(alertsAgain !== undefined && { alertsAgain: present('alertsAgain', alertsAgain) }),
    ...(isActive !== undefined && { isActive: present('isActive', isActive) }),
  };
}

/** @throws SavedSearchProblem for what `tenders` would refuse as well. */
export function checkSearch(stored: StoredSearch): void {
  const checked = requestOf(stored);
  if ('problem' in checked) throw new SavedSearchProblem(checked.field, checked.problem);
}

function present<Value>(field: string, value: Value | null): Value {
  if (value !== null) return value;
  throw new SavedSearchProblem(field, `${field} cannot be null. Leave it out to keep it as it is.`);
}

function checkedName(name: string): string {
  const trimmed = checkedText('name', name.trim());
  if (trimmed !== '' && trimmed.length <= 100) return trimmed;
  throw new SavedSearchProblem('name', 'name must have 1 to 100 characters.');
}

function checkedText(field: string, text: string): string {
  // Postgres has no NUL in text, and half a surrogate pair would come back as another character.
  if (!text.includes('\0') && text.isWellFormed()) return text;
  throw new SavedSearchProblem(field, `${field} holds a character that is not text.`);
}

const filterLengthMax = 20_000;

function checkedSize(filter: Prisma.InputJsonObject): Prisma.InputJsonObject {
  if (JSON.stringify(filter).length <= filterLengthMax) return filter;
  throw new SavedSearchProblem('filter', `filter must not have more than ${filterLengthMax} characters as JSON.`);
}
