import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createUnpackGuard,
  headOf,
  kindBytes,
  kindOf,
  rawChunks,
  unpacked,
  unpackLimits,
  UnpackLimitError,
  type FileKind,
  type UnpackGuard,
  type UnpackLimits,
} from '../../../ocds/index.js';
import { fileAt, type InputFile } from '../list-inputs.js';
import { tarEntries } from './tar-entries.js';
import { zipEntries } from './zip-entries.js';

/** A file to read, or one that cannot be read and why. */
export type UnpackedFile = InputFile & { problem: string | null };

/** Bounds of archives. */
export interface ArchiveLimits extends UnpackLimits {
  entriesMax: number;
  /** Archives inside of archives. */
  depthMax: number;
}

export const archiveLimits: ArchiveLimits = { ...unpackLimits, entriesMax: 20_000, depthMax: 3 };

/**
 * The files of an archive one after the other, or the file itself when it is none. What comes out of an archive lies in
 * a temporary file under a name of our own until the next one is asked for: names inside of archives are never used as
 * paths.
 */
export async function* archiveFiles(
  file: InputFile,
  limits: ArchiveLimits = archiveLimits,
): AsyncGenerator<UnpackedFile> {
  const guard = createUnpackGuard(limits);
  guard.packed(file.sizeBytes);
  yield* filesOf(file, { limits, guard, depth: 0, count: { entries: 0 } });
}

interface Unpacking {
  limits: ArchiveLimits;
  /** One for the whole file on disk: entries may point at the same bytes over and over. */
  guard: UnpackGuard;
  depth: number;
  count: { entries: number };
}

async function* filesOf(file: InputFile, context: Unpacking): AsyncGenerator<UnpackedFile> {
  const { kind, isPacked } = await kindsOf(file, context.limits);
  if (kind !== 'zip' && kind !== 'tar') {
    yield { ...file, problem: null };
    return;
  }
  if (context.depth >= context.limits.depthMax) {
    yield { ...file, problem: 'Archives inside of archives, more than three deep.' };
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'hub-unpack-'));
  try {
    yield* entriesOf(file, { ...context, folder, kind, isPacked });
  } catch (error) {
    yield { ...file, problem: problemOf(error, kind) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* entriesOf(
  file: InputFile,
  context: Unpacking & { folder: string; kind: 'zip' | 'tar'; isPacked: boolean },
): AsyncGenerator<UnpackedFile> {
  const { folder, limits, guard, count, depth, kind, isPacked } = context;
  const shortfall = { reason: null };
  const plain = (): AsyncIterable<Buffer> => unpacked(file, { limits, shortfall });
  // The list of a zip stands at its end, so one that is itself compressed is unpacked first.
  const zipPath = isPacked ? join(folder, 'archive') : file.path;
  if (kind === 'zip' && isPacked) await save(plain(), zipPath, guard);
  const entries = kind === 'tar' ? tarEntries(plain()) : zipEntries(zipPath);
  for await (const entry of entries) {
    count.entries += 1;
    if (count.entries > limits.entriesMax) throw new UnpackLimitError(`It holds more than ${limits.entriesMax} files.`);
    const name = `${file.name}/${entry.name}`;
    const path = join(folder, String(count.entries));
    if (entry.problem !== null) {
      yield { ...fileAt(path, name, 0), problem: entry.problem };
      continue;
    }
    let problem: string | null = null;
    try {
      await save(entry.content(), path, guard);
    } catch (error) {
      if (error instanceof UnpackLimitError || kind === 'tar') throw error;
      problem = 'The archive is damaged at this file.';
    }
    const { size } = await stat(path);
    if (problem === null) yield* filesOf(fileAt(path, name, size), { ...context, depth: depth + 1 });
    else yield { ...fileAt(path, name, size), problem };
    await rm(path, { force: true });
  }
}

async function kindsOf(file: InputFile, limits: ArchiveLimits): Promise<{ kind: FileKind; isPacked: boolean }> {
  const raw = kindOf(await headOf(rawChunks(file), kindBytes));
  if (raw !== 'gzip' && raw !== 'zstd') return { kind: raw, isPacked: false };
  const inside = await headOf(unpacked(file, { limits, shortfall: { reason: null } }), kindBytes);
  return { kind: kindOf(inside), isPacked: true };
}

async function save(content: AsyncIterable<Buffer>, path: string, guard: UnpackGuard): Promise<number> {
  const file = await open(path, 'w');
  let bytes = 0;
  try {
    for await (const chunk of content) {
      guard.unpacked(chunk.length);
      await file.writeFile(chunk);
      bytes += chunk.length;
    }
  } finally {
    await file.close();
  }
  return bytes;
}

function problemOf(error: unknown, kind: 'zip' | 'tar'): string {
  if (error instanceof UnpackLimitError) return `The archive was given up: ${error.message}`;
  if (isSystemFault(error)) throw error;
  return `The ${kind} archive is damaged.`;
}

// A full disk or a missing right is no fault of the archive.
function isSystemFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}
