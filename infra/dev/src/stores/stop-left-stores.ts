import { realpathSync } from 'node:fs';
import { mongodbKind } from './mongodb/mongodb-server.js';
import { postgresKind } from './postgres/postgres-probe.js';
import { storeNames, type StoreName } from './provider.js';
import { redisKind } from './redis/redis-server.js';
import { thisMachine } from './shared/machine.js';
import { stopOwnServer, type ServerKind } from './shared/own-server.js';
import { isOwnerAlive } from './shared/owner.js';
import { resolvePlace, type Place } from './shared/place.js';
import { readPortFile } from './shared/port-file.js';
import { worksOn } from './shared/process-table.js';
import { lockProfile } from './shared/profile-lock.js';

const kinds: Readonly<Record<StoreName, ServerKind>> = {
  postgres: postgresKind,
  redis: redisKind,
  mongodb: mongodbKind,
};

/** Stops the stores of a profile that a killed process has left running; those that somebody still keeps stay. */
export async function stopLeftStores({
  root,
  profile,
}: {
  readonly root: string;
  readonly profile: string;
}): Promise<readonly StoreName[]> {
  const place = await resolvePlace(realpathSync(root), profile, thisMachine(process.env));
  const unlock = await lockProfile(place, AbortSignal.timeout(30_000));
  try {
    const stopped = await Promise.all(
      storeNames.map(async (store) => ((await stopOwnerless(store, place)) ? [store] : [])),
    );
    return stopped.flat();
  } finally {
    unlock();
  }
}

async function stopOwnerless(store: StoreName, place: Place): Promise<boolean> {
  const portFile = readPortFile(place, store);
  if (portFile === null || isOwnerAlive(portFile) || !worksOn(portFile.pid, portFile.dataFolder)) return false;
  await stopOwnServer(kinds[store], portFile, { store, place });
  return true;
}
