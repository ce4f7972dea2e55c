import { SavedSearchProblem } from './saved-search-input.js';

/** The answer to an id that names no search that the actor sees. */
export const savedSearchNotFound = {
  __typename: 'SavedSearchNotFound',
  message: 'There is no saved search with this id.',
} as const;

/** The answer to a name that another search of the same owner has. */
export const savedSearchNameTaken = {
  __typename: 'SavedSearchNameTaken',
  message: 'There is a saved search of this name already. Choose another name.',
} as const;

/** The answer to input that cannot be a saved search. @throws whatever else it was. */
export function invalidSavedSearch(error: unknown) {
  if (error instanceof SavedSearchProblem)
    return { __typename: 'SavedSearchInvalid', message: error.message, field: error.field } as const;
  throw error;
}
