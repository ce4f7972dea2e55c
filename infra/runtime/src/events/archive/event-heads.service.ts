import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { FilePath } from '../../files/files.js';
import type { Archiving } from './archive-events.service.js';
import { findHeads, findLostHeads, type Head } from './event-archive.repository.js';

const head = z.object({ teamId: z.guid(), sequence: z.int(), hash: z.string() });
const dayMs = 86_400_000;
/** Days whose heads are compared; those of older days are under newer ones of the same teams. */
const daysCompared = 60;
const noTeam = '00000000-0000-0000-0000-000000000000';

/** Where the heads of a day are. */
export function headsFileOf(day: Date): FilePath {
  return { teamId: noTeam, kind: 'event-heads', name: `${day.toISOString().slice(0, 10)}.jsonl` };
}

/** What a day's run found and wrote. */
export interface HeadsRun {
  /** Of the file; null when the day has one already, which is never written again. */
  readonly sha256: string | null;
  readonly count: number;
  /** Ends of chains that were written down once and are no longer there. */
  readonly lost: readonly Pick<Head, 'teamId' | 'sequence'>[];
}

/**
 * Compares the ends of chains that were written down before with those of now, and writes down those of teams that had an
 * event since the day before. Cutting off the end of a chain breaks no link: only this finds it.
 */
export async function writeEventHeads({ database, store, now }: Archiving): Promise<HeadsRun> {
  const lost: HeadsRun['lost'][number][] = [];
  for (let days = 0; days < daysCompared; days += 1) {
    const file = await store.open(headsFileOf(new Date(now.getTime() - days * dayMs)));
    if (file === null) continue;
    const lines = (await text(file.read())).split('\n').filter((line) => line !== '');
    const heads = lines.map((line) => head.parse(JSON.parse(line)));
    lost.push(...(await database.readPublic((db) => findLostHeads(db, heads))));
  }
  const path = headsFileOf(now);
  const earlier = await store.open(path);
  await earlier?.close();
  if (earlier !== null) return { sha256: null, count: 0, lost };
  const since = new Date(now.getTime() - 2 * dayMs);
  const heads = await database.readPublic((db) => findHeads(db, since));
  const { sha256 } = await store.put(path, linesOf(heads));
  return { sha256: sha256.toString('hex'), count: heads.length, lost };
}

async function* linesOf(heads: readonly Head[]): AsyncGenerator<Buffer> {
  for (const one of heads) yield Buffer.from(`${JSON.stringify(one)}\n`);
}
