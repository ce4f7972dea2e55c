import type { SavedSearchRow } from './saved-search.repository.js';
import type { MatchRow } from './match.repository.js';

export type SavedSearchMapper = SavedSearchRow;
export type SavedSearchMatchMapper = MatchRow;
