import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { TeamDatabase } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import { filesFrom, type FileStore } from '@hub/runtime/files';
import { decodeId } from '@hub/runtime/graphql';
import { writeExport } from '@hub/tenders/write-export';
import { graphql } from '../../kit/client.js';
import type { TestTeam, TestUser } from '../../kit/people.js';
import { notice } from '../import-kit.js';
import { publishingKit, type PublishingKit } from './publishing-kit.js';

const publicUrl = 'https://hub.example.org';
const folder = mkdtempSync(join(tmpdir(), 'hub-export-failures-test-'));
const { store } = filesFrom({ FILES_FOLDER: folder });

const requestOfClerk = graphql(
  'mutation { requestExport(input: { format: CSV }) { ... on RequestExportSuccess { export { id } } } }',
);
const exportOfClerk = graphql('query ($id: ID!) { tenderExport(id: $id) { status failure rowCount downloadUrl } }');

let kit: PublishingKit;
let team: TestTeam;
let clerk: TestUser;
let id: string;
beforeAll(async () => {
  kit = await publishingKit({ env: { PUBLIC_URL: publicUrl, FILES_FOLDER: folder } });
  await kit.feed(Array.from({ length: 3 }, (_, index) => notice(1_000 + index)));
});
beforeEach(async () => {
  team = await kit.team();
  clerk = await team.user();
  const { requestExport } = await kit.as(clerk).data(requestOfClerk, {});
  if (requestExport === null || !('export' in requestExport)) throw new Error('No export was queued.');
  id = requestExport.export.id;
});
afterAll(async () => {
  await kit.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the export once, over files or a database that fail. */
function run(broken: { store?: FileStore; database?: (own: TeamDatabase) => TeamDatabase } = {}): Promise<void> {
  const actor = { kind: 'system', name: 'test', teamId: team.id } as const;
  const scope = kit.hub.subgraphs.tenders.stores.scopeOf({ actor, requestId: 'test' });
  const database = broken.database?.(scope.database) ?? scope.database;
  return writeExport({ ...scope, store: broken.store ?? store, database }, decodeId('Export', id));
}

const failing = (error: Error): FileStore => ({ ...store, put: () => Promise.reject(error) });
const view = async () => (await kit.as(clerk).data(exportOfClerk, { id })).tenderExport;

test('an export that met a store that is away is written when the store is back, however often that was', async () => {
  const away = new HubError('DATABASE_UNAVAILABLE', 'The database cannot be reached.');

  for (let times = 1; times <= 6; times += 1) await expect(run({ store: failing(away) })).rejects.toBe(away);
  const waiting = await view();
  await run();

  expect([waiting?.status, (await view())?.status]).toEqual(['QUEUED', 'DONE']);
});

test('an export that failed five times by itself has failed', async () => {
  const full = new Error('The disk is full.');

  for (let times = 1; times <= 4; times += 1) await expect(run({ store: failing(full) })).rejects.toBe(full);
  const waiting = await view();
  await run({ store: failing(full) });

  expect(waiting?.status).toBe('QUEUED');
  expect(await view()).toEqual({ status: 'FAILED', failure: 'INTERNAL', rowCount: 0, downloadUrl: null });
});

test('an export whose runs were cut off twenty times has failed, and is not begun again', async () => {
  await kit.database.sql('update tenders.export set attempt = 20 where id = $1', [decodeId('Export', id)]);

  await run({ store: failing(new Error('It was begun again.')) });

  expect(await view()).toEqual({ status: 'FAILED', failure: 'INTERNAL', rowCount: 0, downloadUrl: null });
});

test('an export whose last commit was made and not answered has its file', async () => {
  const unanswered = new HubError('OUTCOME_UNKNOWN');
  const database = (own: TeamDatabase): TeamDatabase => ({
    ...own,
    async write(work, how) {
      const result = await own.write(work, how);
      if ((await view())?.status === 'DONE') throw unanswered;
      return result;
    },
  });

  await expect(run({ database })).rejects.toBe(unanswered);

  const found = await view();
  expect([found?.status, found?.rowCount]).toEqual(['DONE', 3]);
  const { status, text } = await kit.get((found?.downloadUrl ?? '').slice(publicUrl.length));
  expect([status, text.split('\r\n').length]).toEqual([200, 5]);
});
