import type { Provider, Refusal, StoreContext } from '../provider.js';
import { canReach } from '../shared/place.js';
import { isOlder } from '../shared/python-wheel.js';
import { readRedisVersion, redisVersionMin, startRedis } from './redis-server.js';

interface Installed {
  readonly binary: string;
  readonly version: string;
}

/** A redis-server or valkey-server that is installed on the machine: its program, never its data. */
export const redisMachineProvider: Provider = {
  name: 'machine',
  store: 'redis',
  examine: async (context) => {
    const found = await findInstalled(context);
    return 'refused' in found ? found : { usable: `${found.version} at ${found.binary}` };
  },
  tryStart: async (context) => {
    const found = await findInstalled(context);
    return 'refused' in found ? found : startRedis({ provider: 'machine', ...found }, context);
  },
};

/** Looks on PATH; also used after an installation. */
export async function findInstalled({ machine, place }: StoreContext): Promise<Installed | Refusal> {
  const remedy = 'Debian and Ubuntu: sudo apt-get install redis-server. macOS: brew install redis.';
  const binary = machine.findOnPath('redis-server', 'valkey-server');
  if (binary === null) return { refused: 'neither redis-server nor valkey-server is on PATH', remedy };
  const { stdout } = await machine.run(binary, ['--version'], { timeoutMs: 5_000 });
  const found = readRedisVersion(stdout);
  if (found === null) return { refused: `${binary} does not tell its version`, remedy };
  if (isOlder(found.version, redisVersionMin))
    return { refused: `${found.label} is older than ${redisVersionMin}`, remedy };
  if (!(await canReach(machine, place.user, binary)))
    return { refused: `${place.user?.name ?? 'the store user'} may not run ${binary}`, remedy };
  return { binary, version: found.label };
}
