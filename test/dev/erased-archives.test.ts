import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eraseAccount, eraseTeam, type Erasing } from '@hub/dev/erasure';
import { documentMigrations } from '@hub/insights/documents';
import { openDatabase, urlOfWorkerAs, type HubDatabase } from '@hub/runtime/database';
import { openDocuments, type Documents } from '@hub/runtime/documents';
import { archiveEvents, archiveFilesOf, hashOfFile } from '@hub/runtime/events';
import { localFiles, type FilePath, type FileStore } from '@hub/runtime/files';
import { createLogger } from '@hub/runtime/telemetry';
import pg from 'pg';
import { append, newTeam, openStream, type TestStream } from '../events/events-kit.js';
import { ownMongodb } from '../kit/hub.js';

const now = new Date();
const monthsLater = (count: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + count, 2));
const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
const name = month.toISOString().slice(0, 7);
const files = archiveFilesOf(month);

let stream: TestStream;
let database: HubDatabase;
let documents: Documents;
let folder: string;
let store: FileStore;
let erasing: Erasing;
const [team, other, person] = [newTeam(), newTeam(), newTeam()];
beforeEach(async () => {
  stream = await openStream();
  const url = urlOfWorkerAs(stream.database.urlOf('svc_worker'), 'svc_tenders');
  database = openDatabase({ role: 'svc_tenders', url, poolSizeMax: 2 });
  documents = await openDocuments({ url: ownMongodb(), logger: createLogger({ service: 'test', level: 'silent' }) });
  await documents.migrate(documentMigrations);
  folder = mkdtempSync(join(tmpdir(), 'hub-erased-archives-test-'));
  store = localFiles({ root: folder });
  const client = new pg.Client({ connectionString: stream.database.url });
  await client.connect();
  erasing = { client, documents, store };
  await stream.database.sql(`insert into identity.account (id, email, display_name) values ($1, 'p@x.test', 'P')`, [
    person,
  ]);
  await stream.database
    .sql(`with unchecked as materialized (select set_config('session_replication_role', 'replica', true) as role)
    insert into identity.team (id, slug, name) select '${team}'::uuid, 'gone', 'Gone' from unchecked where role = 'replica'`);
  await stream.note(team, 'a');
  await stream.begin(stream.writer, other);
  await append(stream.writer, 'of a person', [person]);
  await stream.writer.query('commit');
  await stream.note(other, 'x');
  await stream.seal();
});
afterEach(async () => {
  await erasing.client.end();
  await documents.close();
  await database.close();
  await stream.close();
  rmSync(folder, { recursive: true, force: true });
});

async function archive(): Promise<void> {
  await stream.setClock(monthsLater(14));
  await archiveEvents({ database: database.as({ kind: 'system', name: 'test', teamId: null }), store });
}

async function linesOf(path: FilePath): Promise<string[]> {
  const file = await store.open(path);
  return file === null ? [] : (await text(file.read().pipe(createGunzip()))).trim().split('\n');
}

const notes = async (): Promise<unknown[]> =>
  (await linesOf(files.bodies)).map((line) => {
    const { body } = JSON.parse(line) as { body: string | null };
    return body && JSON.parse(body);
  });
const notedHash = () =>
  stream.database.sql<{ hash: string }>(`select encode(bodies_sha256, 'hex') as hash from events.archive`);

describe('an erasure reaches archived months', () => {
  beforeEach(archive);

  test('of a team', async () => {
    const links = await linesOf(files.links);

    const receipt = await eraseTeam(erasing, 'gone');

    expect(receipt).toMatchObject({ events: 0, archived: { [name]: 1 } });
    expect(await notes()).toEqual([null, { note: 'of a person' }, { note: 'x' }]);
    expect(await linesOf(files.links)).toEqual(links);
    expect(await notedHash()).toEqual([{ hash: await hashOfFile(store, files.bodies) }]);
  });

  test('of a person', async () => {
    const receipt = await eraseAccount(erasing, 'P@x.test');

    expect(receipt).toMatchObject({ events: 0, archived: { [name]: 1 } });
    expect(await notes()).toEqual([{ note: 'a' }, null, { note: 'x' }]);
  });

  test.each([
    ['before', false],
    ['after', true],
  ])('and counts once what failed %s its file was written', async (_when, isWritten) => {
    const full: FileStore = {
      ...store,
      async put(path, content) {
        if (isWritten) await store.put(path, content);
        throw new Error('The disk is full.');
      },
    };
    await expect(eraseTeam({ ...erasing, store: full }, 'gone')).rejects.toThrow('The disk is full.');

    const receipt = await eraseTeam(erasing, 'gone');

    expect(receipt.archived).toEqual({ [name]: 1 });
    expect(await notes()).toEqual([null, { note: 'of a person' }, { note: 'x' }]);
    expect(await notedHash()).toEqual([{ hash: await hashOfFile(store, files.bodies) }]);
  });

  test('and says so when the files are not those that were archived', async () => {
    await store.put(files.links, Readable.from([Buffer.from('x')]));

    await expect(eraseTeam(erasing, 'gone')).rejects.toThrow(`event-links/${files.links.name} is not the one`);

    expect(await notes()).toEqual([{ note: 'a' }, { note: 'of a person' }, { note: 'x' }]);
  });
});

test('what an archiving that was cut short left of a month is removed, and the month is archived without it', async () => {
  const cutShort: FileStore = {
    ...store,
    open: () => Promise.reject(new Error('The disk is away.')),
  };
  await stream.setClock(monthsLater(14));
  const archiving = { database: database.as({ kind: 'system', name: 'test', teamId: null }), store: cutShort } as const;
  await expect(archiveEvents(archiving)).rejects.toThrow('The disk is away.');
  expect(await notes()).toEqual([{ note: 'a' }, { note: 'of a person' }, { note: 'x' }]);

  const receipt = await eraseTeam(erasing, 'gone');

  expect(receipt).toMatchObject({ events: 1, archived: {} });
  expect(await linesOf(files.bodies)).toEqual([]);
  await archive();
  expect(await notes()).toEqual([null, { note: 'of a person' }, { note: 'x' }]);
});
