// cspell:ignore fastdl mongoms
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Provider, Refusal, StoreContext } from '../provider.js';
import { lastLine } from '../shared/run-command.js';
import { startMongod } from './mongodb-server.js';
import { examineMongod } from './mongod-binary.js';

const firstByteTimeoutMs = 5_000;
const stallTimeoutMs = 30_000;
const rememberMs = 24 * 60 * 60 * 1_000;

/** MongoDB 8 by way of mongodb-memory-server-core: its cached program, else its download. */
export const mongodbMemoryServerProvider: Provider = {
  name: 'memory-server',
  store: 'mongodb',
  examine: async (context) => {
    const cached = await locateCached(context);
    if (cached !== null) return { usable: `already downloaded: ${cached}` };
    const failure = rememberedFailure(context, Date.now());
    if (failure !== null) return { refused: failure, remedy: `To try again before that: rm ${memoryOf(context)}` };
    return { usable: 'MongoDB would be downloaded from mongodb.org (about 100 MB)' };
  },
  tryStart: async (context) => {
    const binary = (await locateCached(context)) ?? (await download(context));
    if (typeof binary !== 'string') return binary;
    const found = await examineMongod(binary, context);
    return 'refused' in found ? found : startMongod({ provider: 'memory-server', ...found }, context);
  },
};

/** Why the last download failed, for a day; null when a download is worth a try. */
function rememberedFailure(context: StoreContext, nowMs: number): string | null {
  const path = memoryOf(context);
  if (!existsSync(path) || nowMs - statSync(path).mtimeMs > rememberMs) return null;
  return `${readFileSync(path, 'utf8').trim()} (remembered for a day)`;
}

function memoryOf({ place }: StoreContext): string {
  return join(place.cacheDirectory, 'mongodb-download-failed');
}

function downloadFolder({ place }: StoreContext): string {
  return join(place.cacheDirectory, 'mongodb-binaries');
}

async function locateCached(context: StoreContext): Promise<string | null> {
  const { DryMongoBinary } = await import('mongodb-memory-server-core');
  try {
    // Ours first; without a folder the package looks into the places that it uses by itself.
    const options = DryMongoBinary.getEnsuredOptions({ downloadDir: downloadFolder(context) });
    return (
      (await DryMongoBinary.locateBinary(options)) ??
      (await DryMongoBinary.locateBinary(DryMongoBinary.getEnsuredOptions())) ??
      null
    );
  } catch {
    // The package throws for a system that it has no build for.
    return null;
  }
}

async function download(context: StoreContext): Promise<string | Refusal> {
  const { log, machine, signal } = context;
  const folder = downloadFolder(context);
  mkdirSync(folder, { recursive: true });
  log('Downloading MongoDB from mongodb.org (about 100 MB)');
  const patience = new AbortController();
  const watch = watchGrowth(folder, () => patience.abort());
  const result = await machine.run(
    process.execPath,
    [fileURLToPath(new URL('download-mongod.ts', import.meta.url)), folder],
    {
      signal: AbortSignal.any([signal, patience.signal]),
      env: { ...machine.env },
    },
  );
  clearInterval(watch);
  signal.throwIfAborted();
  const path = /^mongod=(.+)$/m.exec(result.stdout)?.[1];
  if (result.code === 0 && path !== undefined) {
    rmSync(memoryOf(context), { force: true });
    return path;
  }
  // An interrupted download leaves a lock that names a process which is gone.
  for (const name of readdirSync(folder)) if (name.endsWith('.lock')) rmSync(join(folder, name), { force: true });
  const refused = patience.signal.aborted
    ? 'mongodb.org did not answer within 5 s'
    : `download failed: ${tellingLine(result.stderr)}`;
  writeFileSync(memoryOf(context), refused);
  return { refused, remedy: 'Open fastdl.mongodb.org in the firewall, or set MONGOMS_DOWNLOAD_MIRROR.' };
}

/** Gives up when nothing arrives within five seconds, or the download stalls later. */
function watchGrowth(folder: string, giveUp: () => void): NodeJS.Timeout {
  let size = 0;
  let changedAtMs = Date.now();
  return setInterval(() => {
    const now = sizeOf(folder);
    if (now !== size) [size, changedAtMs] = [now, Date.now()];
    if (Date.now() - changedAtMs > (size === 0 ? firstByteTimeoutMs : stallTimeoutMs)) giveUp();
  }, 250);
}

function sizeOf(folder: string): number {
  let total = 0;
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.lock')) continue;
    // A file may be renamed between the listing and the look.
    total += statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return total;
}

function tellingLine(stderr: string): string {
  return /^\w*Error:? .+$/m.exec(stderr)?.[0] ?? lastLine(stderr);
}
