import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startStores, type Stores } from '@hub/dev/stores';
import { z } from 'zod';
import type { BenchContext } from '../bench.js';
import { isRunning, signalAll, treeOf } from './process-tree.js';

/** The stores in the order in which they are taken away. */
export const storeNames = ['postgres', 'mongodb', 'redis'] as const;
export type StoreName = (typeof storeNames)[number];

/** Stores of this benchmark alone, whose processes it may stop, kill and start again where they were. */
export interface ChaosStores {
  readonly urls: Readonly<Record<StoreName, string>>;
  /** The server and all its processes answer nobody from now on, and keep their connections. */
  stop(store: StoreName): void;
  resume(store: StoreName): void;
  /** The server and all its processes are gone, as after a power cut of theirs alone. */
  kill(store: StoreName): Promise<void>;
  /** Starts what was killed: on the same port, over the same files. Resolves when it answers. */
  start(): Promise<void>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const profile = 'chaos';
const portFile = z.object({ pid: z.number() });

/** Starts the three stores as servers of their own; they end with the benchmark. */
export async function openStores({ env, say, onEnd }: BenchContext): Promise<ChaosStores> {
  // An address in the environment would be somebody else's server, which nobody here may harm.
  const { DATABASE_URL: _, REDIS_URL: __, MONGODB_URL: ___, ...ownEnv } = env;
  const begin = (): Promise<Stores> => startStores({ root, profile, env: ownEnv, log: say });
  const stopped = new Set<StoreName>();
  let stores = await begin();
  const urls = urlsOf(stores);
  const resume = (store: StoreName): void => {
    // Children first: a server that wakes looks after them at once.
    signalAll(treeOf(pidOf(store)).toReversed(), 'SIGCONT');
    stopped.delete(store);
  };
  onEnd(async () => {
    for (const store of stopped) resume(store);
    await stores.stop();
  });
  return {
    urls,
    stop(store) {
      stopped.add(store);
      signalAll(treeOf(pidOf(store)), 'SIGSTOP');
    },
    resume,
    async kill(store) {
      const pids = treeOf(pidOf(store));
      signalAll(pids, 'SIGKILL');
      // Postgres that is started beside what is left of the last one would share its files with it.
      while (pids.some(isRunning)) await pause(5);
    },
    async start() {
      stores = await begin();
      const now = urlsOf(stores);
      const moved = storeNames.filter((store) => now[store] !== urls[store]);
      if (moved.length > 0) throw new Error(`After its restart ${moved.join(' and ')} has another address.`);
    },
  };
}

function urlsOf({ postgres, redis, mongodb }: Stores): Record<StoreName, string> {
  if (redis.url === null) throw new Error('This benchmark takes Redis away, and there is none to be had.');
  return { postgres: postgres.url, redis: redis.url, mongodb: mongodb.url };
}

function pidOf(store: StoreName): number {
  const path = join(root, '.data', profile, `${store}.json`);
  return portFile.parse(JSON.parse(readFileSync(path, 'utf8'))).pid;
}
