import type { RequestScope } from '@hub/runtime/service';
import { createSourcesLoader, createTeamLoaders } from './modules/sources/source.loader.js';
import { createPartLoaders } from './modules/tenders/tender-parts.loader.js';
import { createTenderLoader } from './modules/tenders/tender.loader.js';
import { createVersionsLoaders } from './modules/versions/version-loaders.js';

export type Loaders = ReturnType<typeof createLoaders>;

/** The loaders of one request. */
export function createLoaders(scope: RequestScope) {
  return {
    tender: createTenderLoader(scope),
    ...createPartLoaders(scope),
    sources: createSourcesLoader(scope),
    ...createTeamLoaders(scope),
    ...createVersionsLoaders(scope),
  };
}
