import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { FilePath, FileStore } from '../../files/files.js';

const noTeam = '00000000-0000-0000-0000-000000000000';

/** Where the two files of a month are. */
export interface ArchiveFiles {
  /** What never changes. */
  readonly links: FilePath;
  /** What an erasure may write anew. */
  readonly bodies: FilePath;
}

export function archiveFilesOf(month: Date): ArchiveFiles {
  const name = `${month.toISOString().slice(0, 7)}.jsonl.gz`;
  return {
    links: { ownerId: noTeam, kind: 'event-links', name },
    bodies: { ownerId: noTeam, kind: 'event-bodies', name },
  };
}

/** Events of a month in their order: the line of each file. @throws Error when one file ends before the other. */
export async function* readArchive(
  store: FileStore,
  files: ArchiveFiles,
): AsyncGenerator<{ readonly link: string; readonly body: string }> {
  const bodies = (await linesIn(store, files.bodies))[Symbol.asyncIterator]();
  for await (const link of await linesIn(store, files.links)) {
    const body = await bodies.next();
    if (body.done === true) throw new Error('The file of bodies ends before the file of links.');
    yield { link, body: body.value };
  }
  if ((await bodies.next()).done !== true) throw new Error('The file of links ends before the file of bodies.');
}

/** SHA-256 of a file as it is stored, in hexadecimal. @throws Error when there is none. */
export async function hashOfFile(store: FileStore, path: FilePath): Promise<string> {
  const hash = createHash('sha256');
  await pipeline((await openFile(store, path)).read(), hash);
  return hash.digest('hex');
}

export function gzipped(content: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const gzip = createGzip();
  pipeline(Readable.from(content), gzip).catch((error: unknown) =>
    gzip.destroy(error instanceof Error ? error : new Error('The content ended early.')),
  );
  return gzip;
}

async function linesIn(store: FileStore, path: FilePath): Promise<AsyncIterable<string>> {
  const gunzip = createGunzip();
  pipeline((await openFile(store, path)).read(), gunzip).catch((error: unknown) =>
    gunzip.destroy(error instanceof Error ? error : new Error('The file is broken.')),
  );
  return createInterface({ input: gunzip, crlfDelay: Number.POSITIVE_INFINITY });
}

async function openFile(store: FileStore, path: FilePath) {
  const file = await store.open(path);
  if (file === null) throw new Error(`There is no file ${path.kind}/${path.name}.`);
  return file;
}
