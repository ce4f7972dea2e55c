import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import type { TeamDatabase } from '../../database/database.js';
import type { FilePath, FileStore, StoredFile } from '../../files/files.js';
import { chainProof } from './chain-proof.js';
import { archiveMonth, findArchivable, findArchiveLines } from './event-archive.repository.js';

/** What archiving works with: the database as the product itself, in a role that may archive. */
export interface Archiving {
  readonly database: TeamDatabase;
  readonly store: FileStore;
  readonly now: Date;
}

const linesAtOnce = 2_000;
const noTeam = '00000000-0000-0000-0000-000000000000';

/** Where the two files of a month are: what never changes, and what an erasure may write anew. */
export function archiveFilesOf(month: Date): { readonly links: FilePath; readonly bodies: FilePath } {
  const name = `${month.toISOString().slice(0, 7)}.jsonl.gz`;
  return {
    links: { teamId: noTeam, kind: 'event-links', name },
    bodies: { teamId: noTeam, kind: 'event-bodies', name },
  };
}

/**
 * Moves months that have been over for 13 months into files: written, read back and verified before anything is dropped.
 * What ends halfway is written again by the next run. Answers the months.
 *
 * @throws Error when a month does not verify, or a reader has not read it; it then stays where it is.
 */
export async function archiveEvents(archiving: Archiving): Promise<Date[]> {
  const { database, store, now } = archiving;
  const months = await database.readPublic((db) => findArchivable(db, now));
  for (const month of months) {
    const files = archiveFilesOf(month);
    const links = await store.put(files.links, gzipped(linesOf(archiving, month, 'link')));
    const bodies = await store.put(files.bodies, gzipped(linesOf(archiving, month, 'body')));
    const ends = await verified(store, files);
    const hashes = hashesOf({ links, bodies });
    await database.write((tx) => archiveMonth(tx, { month, ...ends, ...hashes }, now), { isUnseen: true });
  }
  return months;
}

function hashesOf({ links, bodies }: { links: StoredFile; bodies: StoredFile }) {
  return { linksHash: new Uint8Array(links.sha256), bodiesHash: new Uint8Array(bodies.sha256) };
}

async function* linesOf({ database }: Archiving, month: Date, part: 'link' | 'body'): AsyncGenerator<Buffer> {
  let after = 0n;
  for (;;) {
    const page = { month, after, take: linesAtOnce };
    const rows = await database.readPublic((db) => findArchiveLines(db, page));
    if (rows.length > 0) yield Buffer.from(rows.map((row) => `${row[part]}\n`).join(''));
    const last = rows.at(-1);
    if (last === undefined || rows.length < linesAtOnce) return;
    after = last.position;
  }
}

function gzipped(content: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const gzip = createGzip();
  pipeline(Readable.from(content), gzip).catch((error: unknown) =>
    gzip.destroy(error instanceof Error ? error : new Error('The content ended early.')),
  );
  return gzip;
}

async function verified(store: FileStore, files: ReturnType<typeof archiveFilesOf>) {
  const proof = chainProof();
  const bodies = (await linesIn(store, files.bodies))[Symbol.asyncIterator]();
  for await (const link of await linesIn(store, files.links)) {
    const body = await bodies.next();
    if (body.done === true) throw new Error('The file of bodies ends before the file of links.');
    proof.add(link, body.value);
  }
  if ((await bodies.next()).done !== true) throw new Error('The file of links ends before the file of bodies.');
  return proof.ends();
}

async function linesIn(store: FileStore, path: FilePath): Promise<AsyncIterable<string>> {
  const file = await store.open(path);
  if (file === null) throw new Error(`There is no file ${path.kind}/${path.name}.`);
  const gunzip = createGunzip();
  pipeline(file.read(), gunzip).catch((error: unknown) =>
    gunzip.destroy(error instanceof Error ? error : new Error('The file is broken.')),
  );
  return createInterface({ input: gunzip, crlfDelay: Number.POSITIVE_INFINITY });
}
