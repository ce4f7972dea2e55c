import type { GatewayConfig } from '@apollo/gateway';
import { createMemoryCache, keyValueCacheOver } from '@hub/runtime/memory';

type QueryPlanCache = NonNullable<NonNullable<GatewayConfig['queryPlannerConfig']>['cache']>;
type QueryPlan = NonNullable<Awaited<ReturnType<QueryPlanCache['get']>>>;

const plansBytesMax = 12 * 1024 * 1024;

/** Measured: a plan takes up to nine times its JSON, and as much again for what it shares with nothing else. */
const planBytes = 4_000;
const bytesPerCharacter = 8;

/** Plans by the hash of their document. The gateway's own store holds so many bytes of JSON, which is a fraction of it. */
export function createPlanStore(): QueryPlanCache {
  return keyValueCacheOver(
    createMemoryCache<QueryPlan>({
      name: 'query plans',
      bytesMax: plansBytesMax,
      sizeOf: (plan) => planBytes + bytesPerCharacter * JSON.stringify(plan).length,
    }),
  );
}
