import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteSource } from '../../ocds/index.js';

/** A file to import. */
export interface InputFile extends ByteSource {
  path: string;
  sizeBytes: number;
}

/** The files of a target, and how to clean up afterwards. */
export interface Inputs {
  files: InputFile[];
  close(): Promise<void>;
}

const chunkBytes = 1 << 18;
const downloadTimeoutMs = 300_000;

/**
 * Finds what there is to import: one file, every file below a folder in the order of their names, or what an http(s)
 * address answers, which is saved first so that a broken connection cannot end in the middle of a release.
 *
 * @throws Error when the target does not exist or the address answers with an error.
 */
export async function listInputs(target: string, signal: AbortSignal): Promise<Inputs> {
  if (/^https?:\/\//iu.test(target)) return await download(target, signal);
  const root = resolve(target);
  const facts = await stat(root).catch(() => null);
  if (facts === null) throw new Error(`There is no file or folder ${target}.`);
  if (!facts.isDirectory()) return { files: [fileAt(root, basename(root), facts.size)], close: nothing };
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const files = await Promise.all(
    paths.map(async (path) => fileAt(path, relative(root, path), (await stat(path)).size)),
  );
  return { files, close: nothing };
}

/** A file on this machine as bytes to read. */
export function fileAt(path: string, name: string, sizeBytes: number): InputFile {
  return { name, path, sizeBytes, open: () => createReadStream(path, { highWaterMark: chunkBytes }) };
}

async function nothing(): Promise<void> {}

async function download(address: string, signal: AbortSignal): Promise<Inputs> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-import-'));
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    // Some portals refuse clients that do not say who they are.
    const response = await fetch(address, {
      headers: { 'user-agent': 'tender-insight-hub/0.1 (import)', accept: 'application/json, */*;q=0.5' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(downloadTimeoutMs)]),
    });
    if (!response.ok || response.body === null)
      throw new Error(`${address} answered ${response.status} ${response.statusText}.`);
    const path = join(folder, 'download');
    await pipeline(Readable.fromWeb(response.body), createWriteStream(path), { signal });
    return { files: [fileAt(path, nameOf(address), (await stat(path)).size)], close };
  } catch (error) {
    await close();
    throw error;
  }
}

// The file's name and no query: addresses carry keys.
function nameOf(address: string): string {
  return new URL(address).pathname.split('/').at(-1) || new URL(address).host;
}
