import type { TeamDatabase } from '../../database/database.js';
import type { FileStore, StoredFile } from '../../files/files.js';
import { archiveFilesOf, gzipped, readArchive, type ArchiveFiles } from './archive-files.js';
import type { ChainHead } from './chain-links.js';
import { chainProof } from './chain-proof.js';
import {
  archiveMonth,
  countErasures,
  findAnchors,
  findArchivable,
  findArchiveLines,
} from './event-archive.repository.js';
import { headsByTeam } from './heads-by-team.js';

/** What archiving works with: the database as the product itself, in a role that may archive. */
export interface Archiving {
  readonly database: TeamDatabase;
  readonly store: FileStore;
}

const linesAtOnce = 2_000;
const attemptsMax = 3;

/**
 * Moves months that have been over for 13 months into files, by the database's clock: written, read back and verified before
 * anything is dropped. What ends halfway is written again by the next run. Answers the months.
 *
 * @throws Error when a month does not verify, a reader has not read it, or erasures came between each time; it then stays
 * where it is.
 */
export async function archiveEvents(archiving: Archiving): Promise<Date[]> {
  const months = await archiving.database.readPublic(findArchivable);
  for (const month of months) await archiveWhole(archiving, month);
  return months;
}

async function archiveWhole(archiving: Archiving, month: Date): Promise<void> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) if (await isArchived(archiving, month)) return;
  throw new Error(`Events of ${month.toISOString().slice(0, 7)} were erased while their files were written.`);
}

/** False when events were erased meanwhile, whose bodies may be in the files. */
async function isArchived(archiving: Archiving, month: Date): Promise<boolean> {
  const { database, store } = archiving;
  const files = archiveFilesOf(month);
  const erasures = await database.readPublic(countErasures);
  const links = await store.put(files.links, gzipped(linesOf(archiving, month, 'link')));
  const bodies = await store.put(files.bodies, gzipped(linesOf(archiving, month, 'body')));
  const ends = await verified(archiving, files);
  const archived = { month, erasures, ...ends, ...hashesOf({ links, bodies }) };
  return database.write((tx) => archiveMonth(tx, archived), { isUnseen: true });
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

async function verified({ database, store }: Archiving, files: ArchiveFiles) {
  const proof = chainProof(await headsBefore(database));
  for await (const { link, body } of readArchive(store, files)) proof.add(link, body);
  return proof.ends();
}

/** The anchors are the ends of the chains right before the oldest month, and only that one is archived. */
async function headsBefore(database: TeamDatabase): Promise<Map<string, ChainHead>> {
  const heads = new Map<string, ChainHead>();
  for await (const anchors of headsByTeam(database, findAnchors))
    for (const { teamId, sequence, hash } of anchors) heads.set(teamId, { sequence, hash });
  return heads;
}
