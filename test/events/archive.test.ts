import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openDatabase, urlOfWorkerAs, type HubDatabase } from '@hub/runtime/database';
import { archiveEvents, archiveFilesOf, headsFileOf, writeEventHeads } from '@hub/runtime/events';
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

const archivingAt = (now: Date) => ({
  database: database.as({ kind: 'system', name: 'test', teamId: null }),
  store,
  now,
});

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

    const archived = await archiveEvents(archivingAt(due));

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
    await stream.database.sql('update events.sealer set sealed_at = $1', [monthsLater(1, 2)]);
    await stream.note(team, 'later');
    await stream.seal();
    expect(await stream.sealed()).toEqual([{ position: 4, sequence: 3, note: 'later' }]);
    expect([await stream.problems(team), await stream.problems(other)]).toEqual([[], []]);
  });

  test('stays for 13 months', async () => {
    expect(await archiveEvents(archivingAt(new Date(monthsLater(14).getTime() - 1)))).toEqual([]);
    expect((await stream.sealed()).length).toBe(3);
  });

  test('stays while a reader has not read it, and goes when it has', async () => {
    await stream.database.sql(`insert into events.reader (name, position) values ('slow', 2)`);

    await expect(archiveEvents(archivingAt(due))).rejects.toThrow('The reader slow has not read the events of');

    expect((await stream.sealed()).length).toBe(3);
    await stream.database.sql('update events.reader set position = 3');
    expect(await archiveEvents(archivingAt(due))).toEqual([month]);
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

    await expect(archiveEvents(archivingAt(due))).rejects.toThrow(message);

    expect(await months()).toBe(3);
  });

  test('without events leaves files without a line', async () => {
    await archiveEvents(archivingAt(due));

    const archived = await archiveEvents(archivingAt(monthsLater(15, 2)));

    expect(archived).toEqual([monthsLater(1)]);
    expect(await linesOf(archiveFilesOf(monthsLater(1)).links)).toEqual([]);
    expect(await stream.database.sql('select last_position::int as last from events.archive')).toEqual([{ last: 3 }]);
  });
});

describe('the ends of chains', () => {
  const today = new Date();

  test('are written once a day', async () => {
    const first = await writeEventHeads(archivingAt(today));
    const second = await writeEventHeads(archivingAt(today));

    expect([first.count, first.lost, second.sha256, second.lost]).toEqual([2, [], null, []]);
    const heads = await linesOf(headsFileOf(today));
    expect(heads.map(({ teamId, sequence }) => `${String(teamId)} ${String(sequence)}`).toSorted()).toEqual(
      [`${team} 2`, `${other} 1`].toSorted(),
    );
  });

  test('tell what was cut off, which no link does', async () => {
    await writeEventHeads(archivingAt(today));
    await stream.database.sql('delete from events.event where team_id = $1 and sequence = 2', [team]);

    const { lost } = await writeEventHeads(archivingAt(new Date(today.getTime() + 86_400_000)));

    expect(await stream.problems(team)).toEqual([]);
    expect(lost).toEqual([{ teamId: team, sequence: 2 }]);
  });

  test('are not missed when more has come, nor when their month was archived', async () => {
    await writeEventHeads(archivingAt(today));
    await stream.note(team, 'c');
    await stream.seal();
    const grown = await writeEventHeads(archivingAt(today));
    await archiveEvents(archivingAt(due));

    const archived = await writeEventHeads(archivingAt(today));

    expect([grown.lost, archived.lost]).toEqual([[], []]);
  });
});

test('no service archives on its own', async () => {
  const tenders = await stream.connect('svc_tenders');

  for (const call of [
    `events.archive_slice(now(), 0, 10)`,
    `events.archive_month(now(), now(), 1, 1, sha256(''), sha256(''))`,
    'events.heads(now())',
    `events.lost_heads('[]')`,
    'events.drop_month(now())',
  ])
    await expect(tenders.query(`select ${call}`)).rejects.toMatchObject({ code: '42501' });
});
