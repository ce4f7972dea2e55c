import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rolesOfWorker, serviceRoles } from '@hub/prisma/roles';
import { openDatabase, urlOfRole, urlOfWorkerAs } from '@hub/runtime/database';
import pg from 'pg';
import { testDatabase, testRolePasswords, type TestDatabase } from '../kit/database.js';
import { startService } from './start-service.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function wordOf(url: string, statement: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ word: string }>(statement);
    return rows[0]?.word ?? '';
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.code ?? '') : String(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const whoAmI = 'select current_user::text as word';

describe('a password of the database', () => {
  test.each(serviceRoles)('opens one service role: that of %s', async (owner) => {
    const opened = await Promise.all(
      serviceRoles.map((role) => wordOf(urlOfRole(database.url, role, testRolePasswords[owner]), whoAmI)),
    );

    expect(opened).toEqual(serviceRoles.map((role) => (role === owner ? owner : '28P01')));
  });
});

describe('the worker', () => {
  const worker = (): string => database.urlOf('svc_worker');

  test('has no rights of another role where it has not taken that role on', async () => {
    expect(await wordOf(worker(), 'select count(*)::text as word from tenders.saved_search')).toBe('42501');
    expect(await wordOf(worker(), 'select count(*)::text as word from workspace.entry')).toBe('42501');
    expect(await wordOf(worker(), 'select count(*)::text as word from identity.account')).toBe('42501');
  });

  test.each(serviceRoles.filter((role) => role !== 'svc_worker'))(
    'takes on %s only if it runs its jobs',
    async (role) => {
      const mayTakeOn = rolesOfWorker.some((name) => name === role);

      expect(await wordOf(urlOfWorkerAs(worker(), role), whoAmI)).toBe(mayTakeOn ? role : '42501');
    },
  );

  test('works with the limits of the role that it has taken on', async () => {
    const url = urlOfWorkerAs(worker(), 'svc_tenders');

    expect(await wordOf(url, `select current_setting('statement_timeout') as word`)).toBe('5s');
    expect(await wordOf(url, `select current_setting('plan_cache_mode') as word`)).toBe('force_custom_plan');
    expect(await wordOf(worker(), `select current_setting('statement_timeout') as word`)).toBe('5min');
  });
});

test('workspace plans each statement for the team that it is about', async () => {
  const url = database.urlOf('svc_workspace');

  expect(await wordOf(url, `select current_setting('plan_cache_mode') as word`)).toBe('force_custom_plan');
});

describe('a service', () => {
  // Roles are the server's: others may run this file at the same time.
  const nameOf = (power: string): string => `hub_test_${power.replaceAll(' ', '_')}_${process.pid}`;
  const powers = ['superuser', 'bypassrls', 'in role hub_owner'];
  beforeAll(async () => {
    const name = new URL(database.url).pathname.slice(1);
    for (const power of powers) {
      await database.sql(`create role ${nameOf(power)} login ${power} password 'for-tests-only'`);
      await database.sql(`grant connect on database ${name} to ${nameOf(power)}`);
    }
  });
  afterAll(async () => {
    for (const power of powers) await database.sql(`drop owned by ${nameOf(power)}; drop role ${nameOf(power)}`);
  });

  test.each(serviceRoles)('uses the connections of its own role: %s', async (role) => {
    expect(await startService(role, database.urlOf(role))).toBe('started');
  });

  test('uses connections that the worker signed in for it', async () => {
    expect(await startService('svc_insights', urlOfWorkerAs(database.urlOf('svc_worker'), 'svc_insights'))).toBe(
      'started',
    );
  });

  test('refuses those of another service', async () => {
    expect(await startService('svc_tenders', database.urlOf('svc_workspace'))).toEqual([
      'CONFIGURATION_INVALID',
      'DATABASE_URL signs in as svc_workspace. This process has the role svc_tenders and takes no other.',
    ]);
    expect(await startService('svc_tenders', database.urlOf('svc_worker'))).toEqual([
      'CONFIGURATION_INVALID',
      'DATABASE_URL signs in as svc_worker. This process has the role svc_tenders and takes no other.',
    ]);
  });

  test.each(powers)('refuses those of a role that is %s, which row-level security does not bind', async (power) => {
    const own = new URL(database.url);
    own.username = nameOf(power);
    own.password = 'for-tests-only';

    expect(await startService('svc_tenders', own.toString())).toEqual([
      'CONFIGURATION_INVALID',
      'DATABASE_URL signs in as a role that row-level security does not bind. Sign in as svc_tenders.',
    ]);
  });

  test('refuses those of the role that makes backups', async () => {
    await database.sql(`alter role hub_backup password 'for-tests-only-backup'`);

    const url = Object.assign(new URL(database.url), { username: 'hub_backup', password: 'for-tests-only-backup' });

    expect(await startService('svc_tenders', url.toString())).toEqual([
      'CONFIGURATION_INVALID',
      'DATABASE_URL signs in as a role that row-level security does not bind. Sign in as svc_tenders.',
    ]);
  });

  test('refuses those that took on the role of migrations', async () => {
    const url = new URL(database.urlOf('svc_tenders'));
    url.searchParams.set('options', '-c role=hub_migrator');

    expect(await wordOf(url.toString(), whoAmI)).toBe('42501');
  });

  test('refuses one that took its role on from more power', async () => {
    expect(await startService('svc_tenders', urlOfWorkerAs(database.url, 'svc_tenders'))).toEqual([
      'CONFIGURATION_INVALID',
      'DATABASE_URL signs in as a role that row-level security does not bind. Sign in as svc_tenders.',
    ]);
  });

  test('refuses them for bulk writes too', async () => {
    const hub = openDatabase({ role: 'svc_tenders', url: database.url, poolSizeMax: 1, connectTimeoutMs: 10_000 });

    await expect(hub.bulk().query('select 1')).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
    await hub.close();
  });
});
