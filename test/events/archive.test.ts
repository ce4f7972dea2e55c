import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openDatabase, urlOfWorkerAs, type HubDatabase } from '@hub/runtime/database';
import { allHeadsFileOf, archiveEvents, archiveFilesOf, headsFileOf, writeEventHeads } from '@hub/runtime/events';
import { localFiles, type FilePath, type FileStore } from '@hub/runtime/files';
import { append, newTeam, openStream, type TestStream } from './events-kit.js';

const month = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth(), 1));
const monthsLater = (count: number, day = 1) =>
  new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + count, day));
const due = monthsLater(14, 2);

let stream: TestStream;
let database: HubDatabase;
let folder: string;
let store: FileStore;
const [team, other, person] = [newTeam(), newTeam(), newTeam()];
beforeEach(async () => {
  stream = await openStream();
  const url = urlOfWorkerAs(stream.database.urlOf('svc_worker'), 'svc_tenders');
  database = openDatabase({ role: 'svc_tenders', url, poolSizeMax: 2 });
  folder = mkdtempSync(join(tmpdir(), 'hub-archive-test-'));
  store = localFiles({ root: folder });
  await stream.note(team, 'a');
  await stream.begin(stream.writer, team);
  await append(stream.writer, 'of a person', [person]);
  await stream.writer.query('commit');
  await stream.note(other, 'x');
  await stream.seal();
});
afterEach(async () => {
  await database.close();
  await stream.close();
  rmSync(folder, { recursive: true, force: true });
});

const archiving = () => ({ database: database.as({ kind: 'system', name: 'test', teamId: null }), store });

async function archiveAt(now: Date): Promise<Date[]> {
  await stream.setClock(now);
  return archiveEvents(archiving());
}

async function linesOf(path: FilePath): Promise<Record<string, unknown>[]> {
  const file = await store.open(path);
  if (file === null) return [];
  const content = path.name.endsWith('.gz') ? await text(file.read().pipe(createGunzip())) : await text(file.read());
  return content
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const months = async (): Promise<number> =>
  (await stream.database.sql(`select 1 from pg_inherits where inhparent = 'events.event'::regclass`)).length;

describe('a month of events', () => {
  test('becomes two files when it has been over for 13 months, and chains go on behind it', async () => {
    await stream.worker.query('select events.erase_person($1)', [person]);

    const archived = await archiveAt(due);

    const files = archiveFilesOf(month);
    const links = await linesOf(files.links);
    const bodies = await linesOf(files.bodies);
    expect(archived).toEqual([month]);
    expect(links.map(({ position, teamId, sequence }) => [position, teamId, sequence])).toEqual([
      ['1', team, '1'],
      ['2', team, '2'],
      ['3', other, '1'],
    ]);
    expect(bodies.map(({ position, body }) => [position, body])).toEqual([
      ['1', '{"note": "a"}'],
      ['2', null],
      ['3', '{"note": "x"}'],
    ]);
    expect([await stream.sealed(), await months()]).toEqual([[], 2]);
    await stream.setClock(monthsLater(1, 2));
    await stream.note(team, 'later');
    await stream.seal();
    expect(await stream.sealed()).toEqual([{ position: 4, sequence: 3, note: 'later' }]);
    expect([await stream.problems(team), await stream.problems(other)]).toEqual([[], []]);
  });

  test('stays for 13 months', async () => {
    expect(await archiveAt(new Date(monthsLater(14).getTime() - 1))).toEqual([]);
    expect((await stream.sealed()).length).toBe(3);
  });

  test('stays while a reader has not read it, and goes when it has', async () => {
    await stream.database.sql(`insert into events.reader (name, position) values ('slow', 2)`);

    await expect(archiveAt(due)).rejects.toThrow('The reader slow has not read the events of');

    expect((await stream.sealed()).length).toBe(3);
    await stream.database.sql('update events.reader set position = 3');
    expect(await archiveAt(due)).toEqual([month]);
  });

  test.each([
    [
      'another body',
      `update events.event set body = '{"note": "b"}' where position = 1`,
      'position 1 has another body',
    ],
    [
      'another type',
      `update events.event set type = 'workspace.other' where position = 2`,
      'position 2 does not follow',
    ],
    ['a row gone', 'delete from events.event where position = 2', 'position 3 is not the next one'],
  ])('stays where its files do not verify: %s', async (_what, tampering, message) => {
    await stream.database.sql(tampering);

    await expect(archiveAt(due)).rejects.toThrow(message);

    expect(await months()).toBe(3);
  });

  test('without events leaves files without a line', async () => {
    await archiveAt(due);

    const archived = await archiveAt(monthsLater(15, 2));

    expect(archived).toEqual([monthsLater(1)]);
    expect(await linesOf(archiveFilesOf(monthsLater(1)).links)).toEqual([]);
    expect(await stream.database.sql('select last_position::int as last from events.archive')).toEqual([{ last: 3 }]);
  });
});

describe('the oldest month', () => {
  test('goes by the clock of the database, whatever a caller says', async () => {
    const call = `select events.archive_month($1, 0, 1, 3, sha256(''), sha256(''))`;
    await expect(stream.worker.query(call, [month])).rejects.toMatchObject({ code: '42501' });

    expect([await archiveEvents(archiving()), (await stream.sealed()).length]).toEqual([[], 3]);
  });

  test('goes before younger ones', async () => {
    await stream.setClock(monthsLater(16, 2));
    const call = `select events.archive_month($1, 0, null, null, sha256(''), sha256(''))`;

    await expect(stream.worker.query(call, [monthsLater(1)])).rejects.toMatchObject({ code: '42501' });
  });

  test('is written again when events were erased while its files were written', async () => {
    const files = archiveFilesOf(month);
    let isErased = false;
    const erasing: FileStore = {
      ...store,
      async put(path, content) {
        const stored = await store.put(path, content);
        if (!isErased && path.kind === files.bodies.kind) {
          isErased = true;
          await stream.worker.query('select events.erase_team($1)', [team]);
        }
        return stored;
      },
    };
    await stream.setClock(due);

    const archived = await archiveEvents({ ...archiving(), store: erasing });

    expect(archived).toEqual([month]);
    expect((await linesOf(files.bodies)).map(({ body }) => body)).toEqual([null, null, '{"note": "x"}']);
  });

  test('is not dropped under an erasure that is under way', async () => {
    await stream.setClock(due);
    const eraser = await stream.connect('svc_worker');
    await eraser.query('begin');
    await eraser.query('select events.erase_team($1)', [team]);

    const archived = archiveEvents(archiving());
    await stream.waitsForLock();
    await eraser.query('commit');

    expect(await archived).toEqual([month]);
    expect((await linesOf(archiveFilesOf(month).bodies)).map(({ body }) => body)).toEqual([
      null,
      null,
      '{"note": "x"}',
    ]);
  });
});

describe('the month behind another', () => {
  beforeEach(async () => {
    await stream.setClock(monthsLater(1, 2));
    await stream.note(team, 'b');
    await stream.seal();
  });

  test('goes on where the other one ends', async () => {
    expect(await archiveAt(monthsLater(15, 2))).toEqual([month, monthsLater(1)]);
  });

  test.each([
    ['another type', `update events.event set type = 'workspace.other' where position = 4`],
    ['another sequence', 'update events.event set sequence = 4 where position = 4'],
  ])('stays where its first link of a team does not follow: %s', async (_what, tampering) => {
    await stream.database.sql(tampering);

    await expect(archiveAt(monthsLater(15, 2))).rejects.toThrow('position 4 does not follow from the one before it');

    expect(await stream.database.sql('select position::int as position from events.event')).toEqual([{ position: 4 }]);
  });
});

describe('the ends of chains', () => {
  const today = new Date();

  test('are written once a day', async () => {
    const first = await writeEventHeads(archiving(), today);
    const second = await writeEventHeads(archiving(), today);

    expect(first.written.map(({ name, count }) => [name, count])).toEqual([
      [headsFileOf(today).name, 2],
      [allHeadsFileOf(today).name, 2],
    ]);
    expect([first.lost, second]).toEqual([[], { written: [], lost: [] }]);
    const heads = await linesOf(headsFileOf(today));
    expect(heads.map(({ teamId, sequence }) => `${String(teamId)} ${String(sequence)}`).toSorted()).toEqual(
      [`${team} 2`, `${other} 1`].toSorted(),
    );
  });

  test('tell what was cut off, which no link does', async () => {
    await writeEventHeads(archiving(), today);
    await stream.database.sql('delete from events.event where team_id = $1 and sequence = 2', [team]);

    const { lost } = await writeEventHeads(archiving(), new Date(today.getTime() + 86_400_000));

    expect(await stream.problems(team)).toEqual([]);
    expect(lost).toEqual([{ teamId: team, sequence: 2n }]);
  });

  test('are watched however long a chain is quiet and however many days had no run', async () => {
    await writeEventHeads(archiving(), today);
    await stream.note(other, 'y');
    await stream.seal();
    const monthLater = await writeEventHeads(archiving(), new Date(today.getTime() + 45 * 86_400_000));
    await stream.database.sql('delete from events.event where team_id = $1 and sequence = 2', [team]);

    const { lost } = await writeEventHeads(archiving(), new Date(today.getTime() + 400 * 86_400_000));

    expect([monthLater.written.map(({ count }) => count), monthLater.lost]).toEqual([[1, 2], []]);
    expect(lost).toEqual([{ teamId: team, sequence: 2n }]);
  });

  test('are those of events without a team as well', async () => {
    const nobody = '00000000-0000-0000-0000-000000000000';
    await stream.note(nobody, 'public');
    await stream.seal();

    await writeEventHeads(archiving(), today);

    expect((await linesOf(allHeadsFileOf(today)))[0]).toMatchObject({ teamId: nobody, sequence: 1 });
  });

  test('are not missed when more has come, nor when their month was archived', async () => {
    await writeEventHeads(archiving(), today);
    await stream.note(team, 'c');
    await stream.seal();
    const grown = await writeEventHeads(archiving(), today);
    await archiveAt(due);

    const archived = await writeEventHeads(archiving(), today);

    expect([grown.lost, archived.lost]).toEqual([[], []]);
  });
});

test('no service archives on its own', async () => {
  const tenders = await stream.connect('svc_tenders');

  for (const call of [
    `events.archive_slice(now(), 0, 10)`,
    `events.archive_month(now(), 0, 1, 1, sha256(''), sha256(''))`,
    'events.anchors(null, 10)',
    'events.heads(null, 10)',
    `events.lost_heads('[]')`,
    'events.drop_month(now())',
  ])
    await expect(tenders.query(`select ${call}`)).rejects.toMatchObject({ code: '42501' });
});
