import mongoose from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Refusal, RunningStore, StoreContext } from '../provider.js';
import { endLeftover } from '../shared/leftover.js';
import { startOwnServer, type ServerKind } from '../shared/own-server.js';
import { makeDataFolder, shownPath } from '../shared/place.js';
import { preferredPorts } from '../preferred-ports.js';

export const mongodbVersionMin = 6;
export const databaseName = 'tender_insight_hub';
export const replicaSetName = 'hub';

const primaryTimeoutMs = 60_000;

export const mongodbKind: ServerKind = {
  identify: (url) =>
    withMongo(direct(url), async (client) => {
      const answer = await client.db('admin').command({ getCmdLineOpts: 1 });
      return z.object({ parsed: z.object({ storage: z.object({ dbPath: z.string() }) }) }).parse(answer).parsed.storage
        .dbPath;
    }),
  prepare: (url) => initiateSet(direct(url), new URL(url).host),
  stopSignal: 'SIGTERM',
  stopTimeoutMs: 4_000,
};

/** Starts a mongod program as a replica set of one on the profile's own folder. */
export async function startMongod(
  server: { readonly provider: string; readonly binary: string; readonly version: string },
  context: StoreContext,
): Promise<RunningStore | Refusal> {
  const major = Number.parseInt(server.version, 10);
  if (major < mongodbVersionMin) return { refused: `MongoDB ${server.version} is older than ${mongodbVersionMin}.0` };
  // One folder a major version: a newer server would change the files for good.
  const dataFolder = makeDataFolder(context.place, `mongodb-${major}`);
  await endLeftover(mongodbKind, dataFolder, 'mongod.lock');
  return startOwnServer(
    mongodbKind,
    {
      provider: server.provider,
      binary: server.binary,
      args: (port) => mongodArguments({ dataFolder, port }),
      dataFolder,
      preferredPort: preferredPorts(context).mongodb,
      url: (port) => `mongodb://127.0.0.1:${port}/${databaseName}?replicaSet=${replicaSetName}`,
      note: `MongoDB ${server.version}, data in ${shownPath(context.place, dataFolder)}`,
    },
    context,
  );
}

/** A small server: loopback, a quarter of a gigabyte of cache, no diagnostics, no server-side scripts. */
export function mongodArguments({ dataFolder, port }: { dataFolder: string; port: number }): string[] {
  return [
    '--dbpath',
    dataFolder,
    '--port',
    String(port),
    '--bind_ip',
    '127.0.0.1',
    '--replSet',
    replicaSetName,
    '--oplogSize',
    '64',
    '--wiredTigerCacheSizeGB',
    '0.25',
    '--setParameter',
    'diagnosticDataCollectionEnabled=false',
    '--noscripting',
    '--nounixsocket',
  ];
}

/** `6.0.5` out of `mongod --version`; null for something else. */
export function readMongodVersion(text: string): string | null {
  return /db version v(\d+\.\d+\.\d+)/.exec(text)?.[1] ?? null;
}

/** Opens one connection for one purpose and closes it. */
export async function withMongo<T>(url: string, use: (client: mongoose.mongo.MongoClient) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(url, { serverSelectionTimeoutMS: 2_000, connectTimeoutMS: 2_000 });
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.close();
  }
}

/** The address without the replica set, to talk to a member that is not in one yet. */
export function direct(url: string): string {
  const address = new URL(url);
  address.searchParams.delete('replicaSet');
  address.searchParams.set('directConnection', 'true');
  return address.href;
}

const configSchema = z.object({
  config: z.object({ version: z.number(), members: z.array(z.looseObject({ host: z.string() })) }).loose(),
});

/** Initiates the set once, corrects the address after a change of port, and waits until it takes writes. */
export async function initiateSet(url: string, host: string): Promise<void> {
  await withMongo(url, async (client) => {
    const admin = client.db('admin');
    const answer = await admin.command({ replSetGetConfig: 1 }).catch(ignoreNotInitialised);
    if (answer === null) {
      await admin.command({ replSetInitiate: { _id: replicaSetName, members: [{ _id: 0, host }] } });
    } else {
      const { config } = configSchema.parse(answer);
      const [member] = config.members;
      if (member !== undefined && member.host !== host) {
        const moved = { ...config, version: config.version + 1, members: [{ ...member, host }] };
        await admin.command({ replSetReconfig: moved, force: true });
      }
    }
    const deadline = Date.now() + primaryTimeoutMs;
    while (Date.now() < deadline) {
      const hello = await admin.command({ hello: 1 });
      if (hello['isWritablePrimary'] === true) return;
      await delay(20);
    }
    throw new Error(`MongoDB did not become primary within ${primaryTimeoutMs / 1_000} s`);
  });
}

function ignoreNotInitialised(error: unknown): null {
  if (error instanceof mongoose.mongo.MongoServerError && error.codeName === 'NotYetInitialized') return null;
  throw error;
}
