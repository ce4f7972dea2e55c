import type { Reader } from '@hub/runtime/events';
import { reviewChangesReader } from './modules/activities/review-changes.reader.js';

/** Readers of events that write rows of this subgraph. */
export const readers: readonly Reader[] = [reviewChangesReader];
