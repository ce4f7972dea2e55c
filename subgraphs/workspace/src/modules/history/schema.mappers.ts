import type { HistoryRow } from './history.repository.js';
import type { ShownChange } from './shown-changes.js';

export type HistoryEventMapper = HistoryRow;
export type HistoryChangeMapper = ShownChange;
