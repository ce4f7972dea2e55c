import type { HistoryRow } from './history.repository.js';

export type HistoryEventMapper = HistoryRow;
