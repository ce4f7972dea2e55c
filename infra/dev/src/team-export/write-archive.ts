import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';

/** A file in an archive. */
export interface ArchiveFile {
  readonly name: string;
  readonly content: AsyncIterable<string | Uint8Array>;
}

/**
 * Writes files into a gzipped tar archive, each once it is whole: the archive says how long a file is before its first byte. There is an
 * archive only when all of it is there, and only its writer may read it.
 */
export async function writeArchive(
  file: string,
  { files, at }: { readonly files: AsyncIterable<ArchiveFile>; readonly at: Date },
): Promise<void> {
  const folder = await mkdtemp(`${file}.part-`);
  const [whole, one] = [join(folder, 'archive'), join(folder, 'file')];
  const tar = pack();
  const written = pipeline(tar, createGzip(), createWriteStream(whole, { mode: 0o600, flush: true }));
  // Met where it is waited for.
  written.catch(() => undefined);
  try {
    for await (const { name, content } of files) {
      await pipeline(Readable.from(content), createWriteStream(one, { mode: 0o600 }));
      const { size } = await stat(one);
      await pipeline(createReadStream(one), tar.entry({ name, size, mtime: at, mode: 0o600 }));
    }
    tar.finalize();
    await written;
    await rename(whole, file);
  } finally {
    tar.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}
