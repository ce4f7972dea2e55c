import { developmentSettings } from '@hub/gateway/config';
import { createAuthenticator } from '@hub/gateway/authenticate';
import { createGateway } from '@hub/gateway/server';
import { sharedAnswersIn } from '@hub/gateway/shared-answers';
import { localKeys, subgraphNames } from '@hub/runtime/auth';
import { openCache, type Cache } from '@hub/runtime/cache';
import { createLogger } from '@hub/runtime/telemetry';
import type { TestHub } from '../kit/hub.js';
import type { TestUser } from '../kit/people.js';
import { serveSubgraphs } from '../kit/subgraph-servers.js';
import { supergraphSdl } from '../kit/supergraph.js';

/** A gateway that asks subgraphs over HTTP and shares no memory with them: its cache has connections of its own. */
export interface FarGateway {
  readonly cache: Cache;
  ask(query: string, options?: { variables?: Record<string, unknown>; as?: TestUser }): Promise<unknown>;
  close(): Promise<void>;
}

/** Puts two gateways before the subgraphs of a hub, as in a distributed installation. */
export async function openDistributed(hub: TestHub, redisUrl: string) {
  const doors = await serveSubgraphs(hub);
  const gateways = [await openGateway(hub, doors.served, redisUrl), await openGateway(hub, doors.served, redisUrl)];
  const [one, other] = gateways;
  if (!one || !other) throw new Error('A gateway did not open.');
  return {
    one,
    other,
    async close() {
      await Promise.all(gateways.map((gateway) => gateway.close()));
      await doors.close();
    },
  };
}

type Served = Awaited<ReturnType<typeof serveSubgraphs>>['served'];

async function openGateway({ hub }: TestHub, served: Served, redisUrl: string): Promise<FarGateway> {
  const logger = createLogger({ service: 'test', level: 'silent' });
  const cache = await openCache({ url: redisUrl, logger, commandTimeoutMs: 5_000 });
  const publicKeys = hub.subgraphs.identity.subgraph.publicKeys ?? { keys: [] };
  const gateway = await createGateway({
    supergraphSdl: supergraphSdl(),
    settings: {
      ...developmentSettings,
      port: 0,
      secrets: Object.fromEntries(subgraphNames.map((name) => [name, served[name].secret])),
    },
    subgraphUrls: Object.fromEntries(subgraphNames.map((name) => [name, `${served[name].url}/graphql`])),
    authenticate: createAuthenticator(localKeys(publicKeys)),
    sharedAnswers: sharedAnswersIn(cache),
    logger,
  });
  await gateway.fastify.ready();
  return {
    cache,
    async ask(query, { variables = {}, as } = {}) {
      const response = await gateway.fastify.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json', ...(as && { authorization: `Bearer ${as.accessToken}` }) },
        payload: JSON.stringify({ query, variables }),
      });
      const { data, errors }: { data?: unknown; errors?: unknown } = response.json();
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    async close() {
      await gateway.stop();
      await cache.close();
    },
  };
}
