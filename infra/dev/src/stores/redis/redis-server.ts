import { Redis } from 'ioredis';
import { isDurable, type Profile, type Refusal, type RunningStore, type StoreContext } from '../provider.js';
import { endLeftover } from '../shared/leftover.js';
import { startOwnServer, type ServerKind } from '../shared/own-server.js';
import { makeDataFolder, shownPath } from '../shared/place.js';
import { preferredPorts } from '../preferred-ports.js';

export const redisVersionMin = '6.2';

export const redisKind: ServerKind = {
  identify: (url) =>
    withRedis(url, async (client) => {
      const answer: unknown = await client.config('GET', 'dir');
      // RESP2 answers a list of name and value, RESP3 a map.
      return Array.isArray(answer) ? String(answer[1]) : '';
    }),
  prepare: () => Promise.resolve(),
  stopSignal: 'SIGTERM',
  stopTimeoutMs: 4_000,
};

/** Starts a redis-server or valkey-server program on the profile's own folder. */
export async function startRedis(
  server: { readonly provider: string; readonly binary: string; readonly version: string },
  context: StoreContext,
): Promise<RunningStore | Refusal> {
  const dataFolder = makeDataFolder(context.place, 'redis');
  await endLeftover(redisKind, dataFolder, pidFileName);
  return startOwnServer(
    redisKind,
    {
      provider: server.provider,
      binary: server.binary,
      args: (port) => redisArguments({ dataFolder, port, profile: context.profile }),
      dataFolder,
      preferredPort: preferredPorts(context).redis,
      url: (port) => `redis://127.0.0.1:${port}`,
      note: `${server.version}, data in ${shownPath(context.place, dataFolder)}`,
    },
    context,
  );
}

/**
 * A bound, and what goes first when it is reached: only what has a lifetime, which is what can be had again. Locks and
 * counters have none and stay.
 */
export const memoryArguments = ['--maxmemory', '256mb', '--maxmemory-policy', 'volatile-lru'];

/** Loopback only. Nothing in Redis is the only copy, yet `start` keeps it, for a warm cache after a restart. */
export function redisArguments({
  dataFolder,
  port,
  profile,
}: {
  dataFolder: string;
  port: number;
  profile: Profile;
}): string[] {
  return [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--protected-mode',
    'yes',
    '--daemonize',
    'no',
    '--dir',
    dataFolder,
    '--pidfile',
    `${dataFolder}/${pidFileName}`,
    '--save',
    '',
    '--appendonly',
    isDurable(profile) ? 'yes' : 'no',
    ...memoryArguments,
    // The process table then shows the folder, which is how a lost server is known to be ours.
    '--set-proc-title',
    'no',
  ];
}

/** `Redis 6.2.14` out of what the program or the server says; null for something else. */
export function readRedisVersion(text: string): { readonly label: string; readonly version: string } | null {
  const match = /(redis|valkey)[^\n]*?\bv=(\d+\.\d+\.\d+)/i.exec(text);
  const [, product, version] = match ?? [];
  if (product === undefined || version === undefined) return null;
  return { label: `${product.toLowerCase() === 'valkey' ? 'Valkey' : 'Redis'} ${version}`, version };
}

/** Opens one connection for one purpose, without retries, and closes it. */
export async function withRedis<T>(url: string, use: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // The failure reaches the caller through the rejected call; an unheard event would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    client.disconnect();
  }
}

const pidFileName = 'redis.pid';
