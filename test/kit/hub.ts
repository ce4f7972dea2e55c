import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDocuments, openHub, type Hub } from '@hub/dev/hub';
import { hubSettingsFrom } from '@hub/dev/hub-config';
import { serviceRoles } from '@hub/prisma/roles';
import { createAuthenticator } from '@hub/gateway/authenticate';
import { developmentSettings } from '@hub/gateway/config';
import { createGateway, type Gateway } from '@hub/gateway/server';
import { sharedAnswersIn } from '@hub/gateway/shared-answers';
import {
  anonymous,
  localKeys,
  newSigningKeyText,
  readSigningKey,
  subgraphNames,
  type Actor,
  type SubgraphName,
} from '@hub/runtime/auth';
import { fieldCipherFrom, type FieldCipher } from '@hub/runtime/encryption';
import { filesFrom } from '@hub/runtime/files';
import type { SubgraphResponse } from '@hub/runtime/graphql';
import { taskListOf } from '@hub/runtime/jobs';
import { openOutbox, type Outbox } from '@hub/runtime/mail';
import { passwordVariable } from '@hub/runtime/service';
import { createLogger, type Logger } from '@hub/runtime/telemetry';
import { clientOver, type Client } from './client.js';
import { testDatabase, testRolePasswords, type TestDatabase } from './database.js';
import { createPeople, type TestUser } from './people.js';
import { storeUrls } from './stores.js';
import { supergraphSdl } from './supergraph.js';
import { until } from './until.js';

/** What a GraphQL answer over HTTP holds. */
export interface Answer {
  readonly status: number;
  /** The body as it came, for comparing to the byte. */
  readonly text: string;
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** The whole product in this process, over stores of its own. */
export interface TestHub {
  readonly database: TestDatabase;
  readonly hub: Hub;
  readonly gateway: Gateway;
  /** What the product encrypts with. */
  readonly cipher: FieldCipher;
  /** Mails that the product would have sent. */
  readonly outbox: Outbox;
  team: ReturnType<typeof createPeople>;
  /** Somebody who sends operations to the gateway: a person, or an actor that has no access tokens, such as a partner. */
  as(who: TestUser | Actor, headers?: Record<string, string>): Client;
  /** Asks the gateway, as a client would. `actor` stands for one that has no access tokens, such as a partner. */
  ask(
    query: string,
    options?: { variables?: Record<string, unknown>; as?: TestUser; actor?: Actor; headers?: Record<string, string> },
  ): Promise<Answer>;
  /** Asks one subgraph directly, as the gateway would. */
  askSubgraph(
    name: SubgraphName,
    query: string,
    options?: { variables?: Record<string, unknown>; as?: Actor },
  ): Promise<SubgraphResponse>;
  /** Runs the jobs that wait, those they queue, and so on until none is left; answers their names in order. */
  runJobs(): Promise<string[]>;
  close(): Promise<void>;
}

export interface TestHubOptions {
  readonly now?: () => Date;
  /** Default: says nothing, or warnings with HUB_TEST_LOG=on. */
  readonly logger?: Logger;
  /** Settings beyond the stores, such as keys. */
  readonly env?: Readonly<Record<string, string>>;
  /** Replaces store addresses, to put a proxy or nothing at all behind one. */
  readonly stores?: {
    readonly redis?: string | null;
    readonly mongodb?: string;
    /** Changes the address that the product connects to; arranging still goes straight to the server. */
    readonly postgres?: (url: string) => string;
  };
}

/** Opens the product over a fresh database, a document database of its own and an emptied Redis database. */
export async function testHub({
  now,
  env = {},
  stores = {},
  logger = testLogger(),
}: TestHubOptions = {}): Promise<TestHub> {
  const database = await testDatabase();
  const signingKeyText = await newSigningKeyText();
  const signingKey = await readSigningKey(signingKeyText);
  const redis = stores.redis === undefined ? await ownRedis() : stores.redis;
  const files = {
    FILES_FOLDER: mkdtempSync(join(tmpdir(), 'hub-files-test-')),
    DOWNLOAD_LINK_KEY: randomBytes(32).toString('base64url'),
    FIELD_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    MAIL_OUTBOX_FOLDER: mkdtempSync(join(tmpdir(), 'hub-outbox-test-')),
  };
  const outbox = openOutbox(files.MAIL_OUTBOX_FOLDER);
  const hub = await openHub({
    settings: hubSettingsFrom({
      HUB_ENVIRONMENT: 'development',
      DATABASE_URL: stores.postgres?.(database.url) ?? database.url,
      ...Object.fromEntries(serviceRoles.map((role) => [passwordVariable(role), testRolePasswords[role]])),
      DATABASE_POOL_SIZE: '4',
      // A machine that runs many tests is slow to connect; only tests of an absent Postgres want to hear so soon.
      DATABASE_CONNECT_TIMEOUT_MS: stores.postgres === undefined ? '10000' : '1000',
      MONGODB_URL: stores.mongodb ?? ownMongodb(),
      ...(redis !== null && { REDIS_URL: redis }),
      IDENTITY_SIGNING_KEY: signingKeyText,
      ...files,
      ...env,
    }),
    logger,
    ...(now && { now }),
  });
  await migrateDocuments(hub).catch(() => undefined);
  const byToken = createAuthenticator(localKeys(signingKey.publicKeys));
  const presented = new Map<string, Actor>();
  const gateway = await createGateway({
    supergraphSdl: supergraphSdl(),
    // A free port, for tests that need a real connection; the others inject their requests. A machine that runs many tests
    // is slow to say whether a session is open, and must not be taken for one whose identity is away.
    settings: { ...developmentSettings, port: 0, sessionAnswerMs: 30_000 },
    inProcess: Object.fromEntries(
      subgraphNames.map((name) => [
        name,
        {
          execute: hub.subgraphs[name].execute,
          schema: hub.subgraphs[name].subgraph.schema,
          answerTarget: hub.subgraphs[name].answerTarget,
        },
      ]),
    ),
    sharedAnswers: sharedAnswersIn(hub.shared.cache),
    authenticate: async (authorization) => presented.get(authorization ?? '') ?? byToken(authorization),
    ...(now && { nowMs: () => now().getTime() }),
    outbox,
    downloads: { ...filesFrom({ ...files, ...env }), ...(now && { now }) },
    logger,
    outages: hub.shared.outages,
  });
  await gateway.fastify.ready();

  const ask: TestHub['ask'] = async (query, { variables = {}, as, actor, headers = {} } = {}) => {
    const pass = actor && `Actor ${randomBytes(16).toString('hex')}`;
    if (actor && pass) presented.set(pass, actor);
    const response = await gateway.fastify.inject({
      method: 'POST',
      url: '/graphql',
      headers: {
        'content-type': 'application/json',
        ...(as && { authorization: `Bearer ${as.accessToken}` }),
        ...(pass && { authorization: pass }),
        ...headers,
      },
      payload: JSON.stringify({ query, variables }),
    });
    const body: { data?: Answer['data']; errors?: Answer['errors'] } = response.json();
    return { status: response.statusCode, text: response.body, data: body.data ?? null, errors: body.errors ?? [] };
  };

  return {
    database,
    hub,
    gateway,
    cipher: fieldCipherFrom({ ...files, ...env }),
    outbox,
    team: createPeople(database, signingKey),
    ask,
    as: (who, headers = {}) =>
      clientOver(async ({ query, variables }) => {
        const sender = 'accessToken' in who ? { as: who } : { actor: who };
        return (await ask(query, { variables, headers, ...sender })).text;
      }),
    askSubgraph: (name, query, { variables = {}, as = anonymous } = {}) =>
      hub.subgraphs[name].execute({ query, variables, actor: as, requestId: 'test', requestKey: {} }),
    runJobs: () => runJobs(database, hub),
    async close() {
      await gateway.stop();
      await hub.close();
      await database.drop();
      rmSync(files.FILES_FOLDER, { recursive: true, force: true });
      rmSync(files.MAIL_OUTBOX_FOLDER, { recursive: true, force: true });
    },
  };
}

function testLogger(): Logger {
  return createLogger({ service: 'test', level: process.env['HUB_TEST_LOG'] === 'on' ? 'warn' : 'silent' });
}

/** A document database of one test file's own. */
export function ownMongodb(): string {
  const url = new URL(storeUrls().mongodb);
  url.pathname = `/hub_test_${randomBytes(6).toString('hex')}`;
  return url.toString();
}

/** The address of an emptied Redis database; each jest worker runs one file at a time and has one of the sixteen. */
export async function ownRedis(): Promise<string | null> {
  const { redis } = storeUrls();
  if (redis === null) return null;
  const url = new URL(redis);
  url.pathname = `/${Number(process.env['JEST_WORKER_ID'] ?? '1') % 16}`;
  const { Redis } = await import('ioredis');
  const client = new Redis(url.toString());
  await client.flushdb();
  client.disconnect();
  return url.toString();
}

async function runJobs(database: TestDatabase, hub: Hub): Promise<string[]> {
  const { Logger, runOnce } = await import('graphile-worker');
  const ran: string[] = [];
  // A worker that was killed holds its jobs until one that lives gives them back, which a single run never does.
  const rows = await database.sql<{ by: string }>(
    'select distinct locked_by as by from graphile_worker._private_jobs where locked_by is not null',
  );
  const others = rows.map(({ by }) => by);
  const tasks = Object.entries(taskListOf(hub.jobs)).map(([name, task]) => {
    const counted: typeof task = async (payload, helpers) => {
      await task?.(payload, helpers);
      ran.push(name);
    };
    return [name, counted] as const;
  });
  await runOnce({
    connectionString: database.urlOf('svc_worker'),
    taskList: Object.fromEntries(tasks),
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
  });
  // How the last jobs ended may be written a moment after the runner says that it is done.
  const held = 'select 1 from graphile_worker._private_jobs where locked_by is not null and locked_by <> all ($1)';
  await until(async () => (await database.sql(held, [others])).length === 0);
  return ran;
}
