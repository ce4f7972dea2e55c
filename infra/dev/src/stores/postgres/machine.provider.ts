import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Provider, StoreContext } from '../provider.js';
import { canReach } from '../shared/place.js';
import { startCluster } from './postgres-cluster.js';
import { postgresVersionMin } from './postgres-probe.js';

interface Installed {
  readonly binFolder: string;
  readonly majorVersion: number;
}

/** A Postgres that is installed on the machine: only its program is used, never its cluster. */
export const postgresMachineProvider: Provider = {
  name: 'machine',
  store: 'postgres',
  examine: async (context) => {
    const newest = newestOf(await findInstalled(context));
    if (newest === null)
      return {
        refused: 'no postgres with initdb on PATH',
        remedy: 'Debian and Ubuntu: sudo apt-get install postgresql. macOS: brew install postgresql@18.',
      };
    if (newest.majorVersion < postgresVersionMin)
      return {
        refused: `Postgres ${newest.majorVersion} is older than ${postgresVersionMin}`,
        remedy: 'Install Postgres 18.',
      };
    return { usable: `Postgres ${newest.majorVersion} in ${newest.binFolder}` };
  },
  tryStart: async (context) => {
    const newest = newestOf(await findInstalled(context));
    if (newest === null) return { refused: 'it is gone' };
    if (!(await canReach(context.machine, context.place.user, join(newest.binFolder, 'postgres')))) {
      return { refused: `${context.place.user?.name ?? 'the store user'} may not run ${newest.binFolder}/postgres` };
    }
    return startCluster({ provider: 'machine', ...newest }, context);
  },
};

/** The newest of several; null for none. */
export function newestOf(installed: readonly Installed[]): Installed | null {
  return installed.toSorted((a, b) => b.majorVersion - a.majorVersion)[0] ?? null;
}

async function findInstalled({ machine }: StoreContext): Promise<Installed[]> {
  const onPath = machine.findOnPath('postgres');
  // Debian keeps the server's programs off PATH, in one folder a version.
  const folders = new Set([...(onPath === null ? [] : [dirname(onPath)]), ...versionFolders('/usr/lib/postgresql')]);
  const found: Installed[] = [];
  for (const binFolder of folders) {
    if (!machine.isExecutable(join(binFolder, 'initdb')) || !machine.isExecutable(join(binFolder, 'postgres')))
      continue;
    const { stdout } = await machine.run(join(binFolder, 'postgres'), ['--version'], { timeoutMs: 5_000 });
    const major = /\b(\d+)(?:\.\d+)?/.exec(stdout)?.[1];
    if (major !== undefined) found.push({ binFolder, majorVersion: Number(major) });
  }
  return found;
}

function versionFolders(parent: string): string[] {
  try {
    return readdirSync(parent).map((version) => join(parent, version, 'bin'));
  } catch {
    return [];
  }
}
