import { teamOf } from '@hub/runtime/auth';
import type { RequestScope } from '@hub/runtime/service';
import DataLoader from 'dataloader';
import { readinessOf } from './readiness.service.js';

/** Readiness of the actor's team by tender id; null for an id that is no tender, and for an actor without a team. */
export function createReadinessLoader(scope: RequestScope) {
  const batch = async (ids: readonly string[]) => {
    if (teamOf(scope.actor) === null) return ids.map(() => null);
    const scores = await readinessOf(scope, ids);
    return ids.map((id) => scores.get(id) ?? null);
  };
  return new DataLoader(batch, { maxBatchSize: 500 });
}
