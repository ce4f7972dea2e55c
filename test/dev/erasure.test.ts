import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { eraseAccount, eraseTeam, type Erasing } from '@hub/dev/erasure';
import { documentMigrations, teamCollections } from '@hub/insights/documents';
import { openDocuments, type Documents } from '@hub/runtime/documents';
import { localFiles, type FilePath, type FileStore } from '@hub/runtime/files';
import { createLogger } from '@hub/runtime/telemetry';
import pg from 'pg';
import { fillEveryTable } from '../database/every-table.js';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { ownMongodb } from '../kit/hub.js';

const folder = mkdtempSync(join(tmpdir(), 'hub-erasure-test-'));
const store = localFiles({ root: folder });
let documents: Documents;
let database: TestDatabase;
let erasing: Erasing;
const newTeam = () => ({ team: randomUUID(), account: randomUUID(), membership: randomUUID() });
let [gone, stays] = [newTeam(), newTeam()];
const fileOf = (ownerId: string): FilePath => ({ ownerId, kind: 'exports', name: 'one.csv' });

beforeAll(async () => {
  documents = await openDocuments({ url: ownMongodb(), logger: createLogger({ service: 'test', level: 'silent' }) });
  await documents.migrate(documentMigrations);
});
afterAll(async () => {
  await documents.migrate([
    { owner: 'drop', number: 1, name: 'all', up: async ({ connection }) => void (await connection.dropDatabase()) },
  ]);
  await documents.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  database = await testDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  erasing = { client, documents, store };
  [gone, stays] = [newTeam(), newTeam()];
  await fillEveryTable(client, [stays, gone]);
  // The months that it names have no files.
  await database.sql('delete from events.archive');
  for (const { team, account } of [gone, stays]) {
    await database.sql(
      `select graphile_worker.add_job('insights:summarise-tender', json_build_object('teamId', $1::text, 'by', $2::text))`,
      [team, account],
    );
    for (const owner of [team, account])
      await store.put(
        fileOf(owner),
        (async function* () {
          yield Buffer.from('1');
        })(),
      );
    await documents.migrate([
      {
        owner: `fill-${team}`,
        number: 1,
        name: 'score',
        up: async ({ connection }) =>
          void (await connection.db
            ?.collection<{ _id: string; tenantId: string }>('readiness_scores')
            .insertOne({ _id: `${team}:readiness:1`, tenantId: team }, { bypassDocumentValidation: true })),
      },
    ]);
  }
});
afterEach(async () => {
  await erasing.client.end();
  await database.drop();
});

const jobsOf = (text: string) =>
  database.sql('select 1 from graphile_worker._private_jobs where position($1::text in payload::text) > 0', [text]);

test('a team goes from every store, with a receipt, and another stays as it was', async () => {
  const receipt = await eraseTeam(erasing, `t-${gone.team.slice(0, 8)}`);

  expect(receipt).toMatchObject({
    erased: 'team',
    id: gone.team,
    rows: {
      ...{ 'identity.team': 1, 'identity.membership': 1, 'tenders.saved_search': 2, 'workspace.entry': 2 },
      ...{ 'identity.notification': 1, 'identity.notification_delivery': 1 },
      ...{ 'identity.role_assignment': 1, 'identity.unit_member': 1, 'identity.platform_entry': 1 },
    },
    events: 3,
    jobs: 1,
    documents: { readiness_scores: 1 },
    files: 1,
  });
  expect(await database.sql('select id from identity.team where id = any ($1)', [[gone.team, stays.team]])).toEqual([
    { id: stays.team },
  ]);
  expect([(await jobsOf(gone.team)).length, (await jobsOf(stays.team)).length]).toEqual([0, 1]);
  expect(await documents.system('test').countTeam(gone.team, teamCollections)).toEqual({ readiness_scores: 0 });
  expect(await documents.system('test').countTeam(stays.team, teamCollections)).toEqual({ readiness_scores: 1 });
  const left = await store.open(fileOf(stays.team));
  await left?.close();
  expect([await store.open(fileOf(gone.team)), left === null]).toEqual([null, false]);
});

test('an erasure whose last store was away goes on with the same command, and counts everything once', async () => {
  const slug = `t-${gone.team.slice(0, 8)}`;
  const away: FileStore = { ...store, removeOf: () => Promise.reject(new Error('The files are away.')) };
  await expect(eraseTeam({ ...erasing, store: away }, slug)).rejects.toThrow('The files are away.');
  expect(await database.sql('select id from identity.team where id = $1', [gone.team])).toEqual([]);

  const receipt = await eraseTeam(erasing, slug);

  expect(receipt).toMatchObject({
    ...{ erased: 'team', id: gone.team, events: 3, jobs: 1, documents: { readiness_scores: 1 }, files: 1 },
    rows: { 'identity.team': 1, 'identity.membership': 1, 'tenders.saved_search': 2, 'workspace.entry': 2 },
  });
  expect(await store.countOf(gone.team)).toBe(0);
  expect(await database.sql('select name, pending from app.erasure where id = $1', [gone.team])).toEqual([
    { name: null, pending: {} },
  ]);
  expect(await eraseTeam(erasing, gone.team)).toEqual(receipt);
  await expect(eraseTeam(erasing, slug)).rejects.toThrow(`There is no team ${slug}.`);
});

test('a person goes, and the team stays', async () => {
  const receipt = await eraseAccount(erasing, `${gone.account}@X.test`);

  expect(receipt).toMatchObject({
    erased: 'account',
    id: gone.account,
    rows: {
      ...{ 'identity.account': 1, 'identity.membership': 1, 'identity.session': 1, 'app.idempotency': 1 },
      ...{ 'identity.notification': 1, 'identity.notification_delivery': 1 },
      ...{ 'identity.notification_preference': 1, 'identity.notification_schedule': 1 },
      ...{ 'identity.role_assignment': 1, 'identity.unit_member': 1, 'identity.platform_admin': 1 },
      ...{ 'identity.preference': 1, 'workspace.project_member': 1, 'workspace.comment_mention': 1 },
    },
    events: 2,
    jobs: 1,
    files: 1,
  });
  expect([await store.countOf(gone.account), await store.countOf(stays.account)]).toEqual([0, 1]);
  expect(await database.sql('select 1 from identity.account where id = $1', [gone.account])).toEqual([]);
  const told = 'select account_id as account from identity.notification_delivery';
  expect(await database.sql(told)).toEqual([{ account: stays.account }]);
  expect((await database.sql('select 1 from identity.team')).length).toBe(2);
});

test('the only owner of a team is not erased, and nothing of them', async () => {
  await database.sql(`update identity.membership set role = 'owner' where account_id = $1`, [gone.account]);

  await expect(eraseAccount(erasing, gone.account)).rejects.toThrow('This person is the only owner of a team.');

  expect((await database.sql('select 1 from identity.session where account_id = $1', [gone.account])).length).toBe(1);
  expect(await database.sql('select kind from app.erasure where id = $1', [gone.account])).toEqual([]);
  expect((await jobsOf(gone.account)).length).toBe(1);
});

test('nobody is erased who is not there', async () => {
  await expect(eraseTeam(erasing, 'no-such-team')).rejects.toThrow('There is no team no-such-team.');
  await expect(eraseAccount(erasing, randomUUID())).rejects.toThrow('There is no account');
});
