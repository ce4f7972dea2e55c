import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newestMigration } from '@hub/prisma/newest-migration';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { startService } from './start-service.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const start = (): Promise<unknown> => startService('svc_tenders', database.urlOf('svc_tenders'));

test('a service starts on the schema of its release, and on a newer one', async () => {
  expect(await start()).toBe('started');

  await database.sql(`insert into app.migration (name, run_on) values ('9999_newer', now())`);

  expect(await start()).toBe('started');
  await database.sql(`delete from app.migration where name = '9999_newer'`);
});

test('a service refuses an older one, and says which it found and which it needs', async () => {
  await database.sql('delete from app.migration where name > $1', ['0027']);
  await database.sql(`insert into app.migration (name, run_on) values ('0027_value_and_kind', now())`);

  expect(await start()).toEqual([
    'CONFIGURATION_INVALID',
    `The database has the schema 0027_value_and_kind. This release needs ${newestMigration()}: migrate the database first.`,
  ]);
});

test('a service refuses a database that was never migrated', async () => {
  await database.sql('drop table app.migration');

  expect(await start()).toEqual([
    'CONFIGURATION_INVALID',
    `The database has the schema of no release. This release needs ${newestMigration()}: migrate the database first.`,
  ]);
});
