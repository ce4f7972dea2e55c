import { defineLoaders } from '@hub/runtime/loaders';
import { documentLoaders } from './modules/documents/document.loader.js';
import { createFactsLoader } from './modules/facts/tender-fact.loader.js';
import { knownLoaders } from './modules/nodes/node.loader.js';
import { createExportLoader } from './modules/publishing/exports/export.loader.js';
import { createProcessLoader } from './modules/publishing/packages/process.loader.js';
import { createQuarantinedLoader } from './modules/quarantine/quarantine.loader.js';
import { savedSearchLoaders } from './modules/saved-searches/saved-search.loader.js';
import { organisationLoaders } from './modules/organisations/organisation.loader.js';
import { stagePartLoaders } from './modules/parts/part.loader.js';
import { createSourceLoader, createSourcesLoader, teamLoaders } from './modules/sources/source.loader.js';
import { partLoaders } from './modules/tenders/tender-parts.loader.js';
import { createTenderLoader } from './modules/tenders/tender.loader.js';
import { versionLoaders } from './modules/versions/version-loaders.js';

/** The loaders of one request. */
export const createLoaders = defineLoaders({
  tender: createTenderLoader,
  ...partLoaders,
  ...stagePartLoaders,
  ...organisationLoaders,
  facts: createFactsLoader,
  ...documentLoaders,
  sources: createSourcesLoader,
  source: createSourceLoader,
  ...teamLoaders,
  ...versionLoaders,
  ...savedSearchLoaders,
  process: createProcessLoader,
  export: createExportLoader,
  quarantined: createQuarantinedLoader,
  ...knownLoaders,
});

export type Loaders = ReturnType<typeof createLoaders>;
