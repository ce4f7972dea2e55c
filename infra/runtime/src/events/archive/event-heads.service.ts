import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { FilePath, FileStore } from '../../files/files.js';
import type { Archiving } from './archive-events.service.js';
import { findHeads, findLostHeads, type Head } from './event-archive.repository.js';
import { headsByTeam } from './heads-by-team.js';

const head = z.object({ teamId: z.guid(), sequence: z.coerce.bigint(), hash: z.string() });
const headsAtOnce = 1_000;
/** So far back the last month with a file of all heads is looked for. */
const monthsMax = 120;
const noTeam = '00000000-0000-0000-0000-000000000000';

/** Where the heads are that changed on a day. */
export function headsFileOf(day: Date): FilePath {
  return { ownerId: noTeam, kind: 'event-heads', name: `${day.toISOString().slice(0, 10)}.jsonl` };
}

/** Where all heads are, as the first run of a month found them. */
export function allHeadsFileOf(month: Date): FilePath {
  return { ownerId: noTeam, kind: 'event-heads', name: `${month.toISOString().slice(0, 7)}.jsonl` };
}

/** A file that a run wrote. */
export interface HeadsFile {
  readonly name: string;
  readonly sha256: string;
  readonly count: number;
}

/** What a day's run found and wrote. */
export interface HeadsRun {
  /** None when the day has its file already: a file is never written again. */
  readonly written: readonly HeadsFile[];
  /** Ends of chains that were written down once and are no longer there. */
  readonly lost: readonly Pick<Head, 'teamId' | 'sequence'>[];
}

/**
 * Compares the ends of chains that were written down before with those of now, and writes down those that changed; once a
 * month all of them. Cutting off the end of a chain breaks no link: only this finds it. Every chain is compared, however
 * long it has been quiet and however many days had no run: with the last file of all heads, and all files of days since.
 */
export async function writeEventHeads({ database, store }: Archiving, now: Date): Promise<HeadsRun> {
  const known = new Map<string, string>();
  const lost = new Map<string, HeadsRun['lost'][number]>();
  for (const path of pathsBefore(now, await lastMonthOf(store, now)))
    for await (const heads of headsIn(store, path)) {
      for (const { teamId, sequence, hash } of heads) known.set(teamId, `${sequence} ${hash}`);
      for (const one of await database.readPublic((db) => findLostHeads(db, heads)))
        lost.set(`${one.teamId} ${one.sequence}`, one);
    }

  const isNew = ({ teamId, sequence, hash }: Head): boolean => known.get(teamId) !== `${sequence} ${hash}`;
  const files = [
    await writtenOnce({ store, path: headsFileOf(now), database, isWanted: isNew }),
    await writtenOnce({ store, path: allHeadsFileOf(now), database, isWanted: () => true }),
  ];
  return { written: files.filter((file) => file !== null), lost: [...lost.values()] };
}

/** The newest month with a file of all heads. Where there is none, this month: there are no older files of days either. */
async function lastMonthOf(store: FileStore, now: Date): Promise<Date> {
  for (let back = 0; back < monthsMax; back += 1) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    const file = await store.open(allHeadsFileOf(month));
    await file?.close();
    if (file !== null) return month;
  }
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
}

function* pathsBefore(now: Date, month: Date): Generator<FilePath> {
  yield allHeadsFileOf(month);
  for (let day = month; day <= now; day = new Date(day.getTime() + 86_400_000)) yield headsFileOf(day);
}

async function* headsIn(store: FileStore, path: FilePath): AsyncGenerator<Head[]> {
  const file = await store.open(path);
  if (file === null) return;
  let heads: Head[] = [];
  for await (const line of createInterface({ input: file.read(), crlfDelay: Number.POSITIVE_INFINITY })) {
    heads.push(head.parse(JSON.parse(line)));
    if (heads.length < headsAtOnce) continue;
    yield heads;
    heads = [];
  }
  if (heads.length > 0) yield heads;
}

interface Writing extends Archiving {
  readonly path: FilePath;
  readonly isWanted: (head: Head) => boolean;
}

/** Null when the file is there already. */
async function writtenOnce({ database, store, path, isWanted }: Writing): Promise<HeadsFile | null> {
  const earlier = await store.open(path);
  await earlier?.close();
  if (earlier !== null) return null;
  let count = 0;
  const lines = async function* (): AsyncGenerator<Buffer> {
    for await (const heads of headsByTeam(database, findHeads)) {
      const wanted = heads.filter(isWanted);
      count += wanted.length;
      yield Buffer.from(wanted.map((one) => `${lineOf(one)}\n`).join(''));
    }
  };
  const { sha256 } = await store.put(path, lines());
  return { name: path.name, sha256: sha256.toString('hex'), count };
}

function lineOf({ teamId, sequence, hash }: Head): string {
  return JSON.stringify({ teamId, sequence: Number(sequence), hash });
}
