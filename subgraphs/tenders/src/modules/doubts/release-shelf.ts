import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRelease, type PackageFacts } from '../../ocds/index.js';
import { prepareRelease, type PreparedRelease } from '../imports/prepare-release.js';

interface Place {
  offset: number;
  length: number;
  facts: PackageFacts;
  origin: string;
}

/**
 * Holds the releases of a folder until all of them have been met, for those of one process stand in many files. Their
 * bytes lie in a file that goes with the shelf; memory holds where.
 */
export interface ReleaseShelf {
  put(release: PreparedRelease): Promise<void>;
  /** Processes in the order in which they were met. */
  ocids(): string[];
  /** The releases of a process in the order in which they were met. */
  take(ocid: string): Promise<PreparedRelease[]>;
  close(): Promise<void>;
}

/** Opens a shelf in the folder for temporary files. */
export async function openReleaseShelf(): Promise<ReleaseShelf> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-doubts-'));
  const file = await open(join(folder, 'releases'), 'wx+', 0o600);
  const places = new Map<string, Place[]>();
  let end = 0;
  return {
    async put({ ocid, raw, facts, origin }) {
      const place = { offset: end, length: raw.length, facts, origin };
      end += raw.length;
      const known = places.get(ocid);
      if (known === undefined) places.set(ocid, [place]);
      else known.push(place);
      await writeAll(file, raw, place.offset);
    },
    ocids: () => [...places.keys()],
    async take(ocid) {
      const releases: PreparedRelease[] = [];
      for (const { offset, length, facts, origin } of places.get(ocid) ?? []) {
        const bytes = Buffer.alloc(length);
        await readAll(file, bytes, offset);
        const prepared = prepareRelease({ kind: 'release', value: parseRelease(bytes), bytes, facts }, origin);
        if (prepared.kind === 'release') releases.push(prepared);
      }
      return releases;
    },
    async close() {
      await file.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type OpenFile = Awaited<ReturnType<typeof open>>;

async function writeAll(file: OpenFile, bytes: Buffer, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
  }
}

async function readAll(file: OpenFile, bytes: Buffer, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, offset + done);
    if (bytesRead === 0) throw new Error('The file of releases that were read has been cut short.');
    done += bytesRead;
  }
}
