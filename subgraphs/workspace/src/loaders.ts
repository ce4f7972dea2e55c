import type { RequestScope } from '@hub/runtime/service';
import { createEntryByTenderLoader, createEntryLoader } from './modules/entries/entry.loader.js';

export type Loaders = ReturnType<typeof createLoaders>;

/** The loaders of one request. */
export function createLoaders(scope: RequestScope) {
  return { entry: createEntryLoader(scope), entryByTender: createEntryByTenderLoader(scope) };
}
