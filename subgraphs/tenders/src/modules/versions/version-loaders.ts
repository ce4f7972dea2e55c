import type { RequestScope } from '@hub/runtime/service';
import { createAcknowledgementLoader } from './acknowledgements/acknowledgement.loader.js';
import { createSnapshotLoader } from './as-of/snapshot.loader.js';
import { createVersionLoaders } from './history/version.loader.js';
import { createOverridesLoader } from './overrides/override.loader.js';

/** What one request reads about the versions of tenders. */
export function createVersionsLoaders(scope: RequestScope) {
  return {
    ...createVersionLoaders(scope),
    snapshot: createSnapshotLoader(scope),
    acknowledgement: createAcknowledgementLoader(scope),
    overrides: createOverridesLoader(scope),
  };
}
