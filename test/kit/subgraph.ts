import { anonymous, newSigningKeyText, readSigningKey, type Actor, type SubgraphName } from '@hub/runtime/auth';
import { roleOfSubgraph } from '@hub/runtime/database';
import { createInProcessExecutor, type SubgraphFactory, type SubgraphResponse } from '@hub/runtime/graphql';
import { openSharedStores, openSubgraphStores } from '@hub/runtime/service';
import { createLogger } from '@hub/runtime/telemetry';
import { clientOver, type Client } from './client.js';
import { testDatabase, type TestDatabase } from './database.js';
import { createPeople, type TestUser } from './people.js';
import { storeUrls } from './stores.js';

/** One subgraph over a fresh database, asked directly as the gateway would. */
export interface TestSubgraph {
  readonly database: TestDatabase;
  team: ReturnType<typeof createPeople>;
  /** Somebody who sends operations, whatever else the gateway would look at before. */
  as(who: TestUser | Actor): Client;
  ask(query: string, options?: { variables?: Record<string, unknown>; as?: Actor }): Promise<SubgraphResponse>;
  /** Originals of the errors whose text clients do not get: empty unless something broke. */
  readonly masked: readonly unknown[];
  close(): Promise<void>;
}

export interface TestSubgraphOptions {
  readonly name: SubgraphName;
  readonly create: SubgraphFactory;
  readonly now?: () => Date;
  /** Default null: without Redis, every test starts with an empty cache. */
  readonly redisUrl?: string | null;
}

/** Opens one subgraph alone: quicker than the whole product, and the smallest thing that can be wrong. */
export async function testSubgraph({ name, create, now, redisUrl = null }: TestSubgraphOptions): Promise<TestSubgraph> {
  const database = await testDatabase();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const settings = {
    databaseUrl: database.urlOf(roleOfSubgraph[name]),
    mongodbUrl: storeUrls().mongodb,
    redisUrl,
    poolSizeMax: 4,
    connectTimeoutMs: 10_000,
  };
  const signingKeyText = await newSigningKeyText();
  const shared = await openSharedStores(settings, logger);
  const stores = openSubgraphStores({ name, settings, shared, logger, ...(now && { now }) });
  const subgraph = await create({ IDENTITY_SIGNING_KEY: signingKeyText })({ database: stores.database });
  const masked: unknown[] = [];
  const execute = createInProcessExecutor(subgraph, {
    scopeOf: stores.scopeOf,
    onMasked: (error) => masked.push(error),
  });
  const ask: TestSubgraph['ask'] = (query, { variables = {}, as = anonymous } = {}) =>
    execute({ query, variables, actor: as, requestId: 'test', requestKey: {} });

  return {
    database,
    masked,
    team: createPeople(database, await readSigningKey(signingKeyText)),
    as: (who) =>
      clientOver(async ({ query, variables }) =>
        JSON.stringify(await ask(query, { variables, as: 'actor' in who ? who.actor : who })),
      ),
    ask,
    async close() {
      await stores.close();
      await shared.close();
      await database.drop();
    },
  };
}
