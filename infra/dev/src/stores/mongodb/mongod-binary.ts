import type { Refusal, StoreContext } from '../provider.js';
import { canReach } from '../shared/place.js';
import { lastLine } from '../shared/run-command.js';
import { mongodbVersionMin, readMongodVersion } from './mongodb-server.js';

export interface MongodBinary {
  readonly binary: string;
  readonly version: string;
}

/** Runs `mongod --version` as the store user: proves that the program starts here, and what it is. */
export async function examineMongod(binary: string, { machine, place }: StoreContext): Promise<MongodBinary | Refusal> {
  if (!(await canReach(machine, place.user, binary))) {
    return {
      refused: `${place.user?.name ?? 'this user'} may not run ${binary}`,
      remedy: `chmod a+rx ${binary} and the folders above it`,
    };
  }
  const { user } = place;
  const result = await machine.run(binary, ['--version'], {
    timeoutMs: 10_000,
    cwd: '/',
    ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
  });
  const version = readMongodVersion(result.stdout);
  if (version === null) return { refused: `${binary} does not run here: ${lastLine(result.stderr)}` };
  if (Number.parseInt(version, 10) < mongodbVersionMin)
    return { refused: `MongoDB ${version} is older than ${mongodbVersionMin}.0` };
  return { binary, version };
}
