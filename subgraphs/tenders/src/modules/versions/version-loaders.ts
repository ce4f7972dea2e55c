import type { LoaderFactories } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { createAcknowledgementLoader } from './acknowledgements/acknowledgement.loader.js';
import { createSnapshotLoader } from './as-of/snapshot.loader.js';
import { historyLoaders } from './history/version.loader.js';
import { overrideLoaders } from './overrides/override.loader.js';

/** What one request reads about the versions of tenders. */
export const versionLoaders = {
  ...historyLoaders,
  snapshot: createSnapshotLoader,
  acknowledgement: createAcknowledgementLoader,
  ...overrideLoaders,
} satisfies LoaderFactories<RequestScope>;
