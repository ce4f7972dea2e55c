import { defineLoaders } from '@hub/runtime/loaders';
import {
  createClosingTimeLoader,
  createEntryByTenderLoader,
  createEntryLoader,
} from './modules/entries/entry.loader.js';

/** The loaders of one request. */
export const createLoaders = defineLoaders({
  closingTime: createClosingTimeLoader,
  entry: createEntryLoader,
  entryByTender: createEntryByTenderLoader,
});

export type Loaders = ReturnType<typeof createLoaders>;
