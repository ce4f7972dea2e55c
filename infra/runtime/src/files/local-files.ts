import { createHash } from 'node:crypto';
import { createWriteStream, type Dirent } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { folderOf, isFilePath, textOfPath, type FilePath } from './file-path.js';
import type { FileStore } from './file-store.js';

/**
 * Files on the local disk under one folder. Processes that share it (gateway, identity, tenders, worker) must see the same disk;
 * an installation on several machines needs a shared volume, or an adapter for object storage.
 */
export function localFiles({ root }: { readonly root: string }): FileStore {
  const folder = resolve(root);
  const placeOf = (path: FilePath): string => join(folder, textOfPath(path));
  /** Files and folders of an owner. */
  const allOf = async (ownerId: string): Promise<Dirent[]> => {
    const own = join(folder, folderOf(ownerId));
    return (await readdir(own, { recursive: true, withFileTypes: true }).catch(nullWhenAbsent)) ?? [];
  };
  const countOf = async (ownerId: string) => (await allOf(ownerId)).filter((one) => one.isFile()).length;
  return {
    async put(path, content) {
      const place = placeOf(path);
      const partial = partialOf(place);
      const hash = createHash('sha256');
      let byteSize = 0;
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      try {
        await pipeline(
          content,
          async function* (chunks: AsyncIterable<Uint8Array>) {
            for await (const chunk of chunks) {
              hash.update(chunk);
              byteSize += chunk.length;
              yield chunk;
            }
          },
          createWriteStream(partial, { mode: 0o600, flush: true }),
        );
        await rename(partial, place);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
      return { byteSize, sha256: hash.digest() };
    },

    async open(path) {
      const file = await open(placeOf(path)).catch(nullWhenAbsent);
      if (file === null) return null;
      const { size } = await file.stat();
      return {
        byteSize: size,
        read: (range) => file.createReadStream(range ?? {}),
        close: () => file.close(),
      };
    },

    async remove(path) {
      const place = placeOf(path);
      await Promise.all([rm(place, { force: true }), rm(partialOf(place), { force: true })]);
    },

    async listOf(ownerId) {
      const paths = (await allOf(ownerId)).map((one) => ({ ownerId, kind: basename(one.parentPath), name: one.name }));
      return paths.filter(isFilePath);
    },

    countOf,

    async removeOf(ownerId) {
      const count = await countOf(ownerId);
      await rm(join(folder, folderOf(ownerId)), { recursive: true, force: true });
      return count;
    },

    async removeOlderThan({ kind, before }) {
      let count = 0;
      for (const owner of (await readdir(folder).catch(nullWhenAbsent)) ?? []) {
        const place = join(folder, owner, kind);
        for (const name of (await readdir(place).catch(nullWhenAbsent)) ?? []) {
          const file = join(place, name);
          const found = await stat(file).catch(nullWhenAbsent);
          if (found === null || !found.isFile() || found.mtime >= before) continue;
          await rm(file, { force: true });
          count += 1;
        }
      }
      return count;
    },
  };
}

function partialOf(place: string): string {
  return `${place}.part`;
}

function nullWhenAbsent(error: unknown): null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw error;
}
