import type { Reader } from '@hub/runtime/events';
import { notifyPeopleReader } from './modules/notices/notify-people.reader.js';
import { placeChangesReader } from './modules/changes/place-changes.reader.js';

/** Readers of events that write rows of this subgraph. */
export const readers: readonly Reader[] = [placeChangesReader, notifyPeopleReader];
