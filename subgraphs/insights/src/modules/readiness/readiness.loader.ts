import { teamOf } from '@hub/runtime/auth';
import { createLookupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { readinessOf } from './readiness.service.js';

/** Readiness of the actor's team by tender id; null for an id that is no tender, and for an actor without a team. */
export function createReadinessLoader(scope: RequestScope) {
  return createLookupLoader({
    find: async (tenderIds: readonly string[]) =>
      teamOf(scope.actor) === null ? new Map() : readinessOf(scope, tenderIds),
    nameOf: (tenderId) => tenderId,
    missing: () => null,
    batchSizeMax: 500,
  });
}
