import type { RequestScope } from '@hub/runtime/service';
import { createDocumentLoaders } from './modules/documents/document.loader.js';
import { createFactsLoader } from './modules/facts/tender-fact.loader.js';
import { createProcessLoader } from './modules/publishing/packages/process.loader.js';
import { createSavedSearchLoaders } from './modules/saved-searches/saved-search.loader.js';
import { createOrganisationLoaders } from './modules/organisations/organisation.loader.js';
import { createStagePartLoaders } from './modules/parts/part.loader.js';
import { createSourceLoader, createSourcesLoader, createTeamLoaders } from './modules/sources/source.loader.js';
import { createPartLoaders } from './modules/tenders/tender-parts.loader.js';
import { createTenderLoader } from './modules/tenders/tender.loader.js';
import { createVersionsLoaders } from './modules/versions/version-loaders.js';

export type Loaders = ReturnType<typeof createLoaders>;

/** The loaders of one request. */
export function createLoaders(scope: RequestScope) {
  return {
    tender: createTenderLoader(scope),
    ...createPartLoaders(scope),
    ...createStagePartLoaders(scope),
    ...createOrganisationLoaders(scope),
    facts: createFactsLoader(scope),
    ...createDocumentLoaders(scope),
    sources: createSourcesLoader(scope),
    source: createSourceLoader(scope),
    ...createTeamLoaders(scope),
    ...createVersionsLoaders(scope),
    ...createSavedSearchLoaders(scope),
    process: createProcessLoader(scope),
  };
}
