import { createHash, randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrate } from '@hub/prisma/migrate';
import { serviceRoles, type ActingRole, type RolePasswords, type ServiceRole } from '@hub/prisma/roles';
import { urlOfRole, urlOfWorkerAs } from '@hub/runtime/database';
import pg from 'pg';
import { storeUrls } from './stores.js';

/** Passwords of the service roles on test servers: one each, so that one which is given to the wrong role is noticed. */
export const testRolePasswords: RolePasswords = {
  svc_identity: 'for-tests-only-identity',
  svc_tenders: 'for-tests-only-tenders',
  svc_workspace: 'for-tests-only-workspace',
  svc_insights: 'for-tests-only-insights',
  svc_analytics: 'for-tests-only-analytics',
  svc_worker: 'for-tests-only-worker',
};

/** A database of one test file's own, with the newest schema and no rows. */
export interface TestDatabase {
  /** Connection of the server's superuser, for arranging and for looking. */
  readonly url: string;
  /** Connection of a service role, or of the worker that has taken on the importer's. */
  urlOf(role: ActingRole): string;
  /** Runs SQL as the superuser. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Closes and drops the database. */
  drop(): Promise<void>;
}

/** A database of the tests as a role uses it: signed in to, or taken on by the worker. */
export function actingAs(url: string, role: ActingRole): string {
  const signIn = (own: ServiceRole): string => urlOfRole(url, own, testRolePasswords[own]);
  return role === 'svc_importer' ? urlOfWorkerAs(signIn('svc_worker'), role) : signIn(role);
}

const prismaFolder = fileURLToPath(new URL('../../prisma', import.meta.url));

/** Clones the migrated template: some tens of milliseconds, whatever the number of migrations. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = storeUrls().postgres;
  const name = newName();
  await asAdmin(server, (admin) => admin.query(`create database ${name} template ${templateName()}`));
  const url = withDatabase(server, name);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  return {
    url,
    urlOf: (role) => actingAs(url, role),
    async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      const { rows } = await pool.query<Row>(text, values);
      return rows;
    },
    async drop() {
      await pool.end();
      await dropDatabase(name);
    },
  };
}

/** A database with nothing in it, for tests of what fills one. */
export interface EmptyDatabase {
  readonly url: string;
  /** Connected as the server's superuser. */
  readonly client: pg.Client;
  /** Closes and drops the database. */
  drop(): Promise<void>;
}

export async function emptyDatabase(): Promise<EmptyDatabase> {
  const server = storeUrls().postgres;
  const name = newName();
  await asAdmin(server, (admin) => admin.query(`create database ${name}`));
  const url = withDatabase(server, name);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    url,
    client,
    async drop() {
      await client.end();
      await dropDatabase(name);
    },
  };
}

function newName(): string {
  return `hub_test_${randomBytes(6).toString('hex')}`;
}

async function dropDatabase(name: string): Promise<void> {
  await asAdmin(storeUrls().postgres, (admin) => admin.query(`drop database if exists ${name} with (force)`));
}

/** Migrates the template that test databases are cloned from, once for each state of the migrations. */
export async function prepareTemplate(): Promise<void> {
  const server = storeUrls().postgres;
  const name = templateName();
  await asAdmin(server, async (admin) => {
    await admin.query('select pg_advisory_lock(7130722)');
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [name]);
    // Roles are the server's, not the template's: another checkout may have given them its own password since.
    if (rowCount === 1) return void (await restoreRolePasswords(admin, withDatabase(server, name)));
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.query(`create database ${name}`);
    await migrate({ url: withDatabase(server, name), rolePasswords: testRolePasswords, log: () => undefined });
    // Marked last, so that a half-migrated template is never cloned.
    await admin.query(`alter database ${name} with is_template true`);
  });
}

async function restoreRolePasswords(admin: pg.Client, url: string): Promise<void> {
  for (const role of serviceRoles) {
    const own = new URL(url);
    own.username = role;
    own.password = testRolePasswords[role];
    const works = await asAdmin(own.toString(), () => Promise.resolve(true)).catch(() => false);
    if (!works) await admin.query(`alter role ${role} password ${admin.escapeLiteral(testRolePasswords[role])}`);
  }
}

function templateName(): string {
  const hash = createHash('sha256');
  for (const file of globSync(['migrations/*.sql', 'src/*.ts'], { cwd: prismaFolder }).sort()) {
    hash.update(file).update(readFileSync(`${prismaFolder}/${file}`));
  }
  return `hub_template_${hash.digest('hex').slice(0, 16)}`;
}

async function asAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function withDatabase(url: string, name: string): string {
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.toString();
}
