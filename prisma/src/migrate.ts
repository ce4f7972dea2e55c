import { runMigrations as migrateJobQueue } from 'graphile-worker';
import pg from 'pg';
import { refuseContraction } from './contractions.js';
import { migrationsFolder, readMigrationFiles } from './migration-files.js';
import { ensureLedger, refuseChangedFiles, rememberChecksums } from './migration-ledger.js';
import { ensureRolesAndSchemas, type RolePasswords } from './roles.js';
import { runNextMigration } from './run-migration.js';
import { againWhileLocked, lockPatience, type LockPatience } from './wait-politely.js';

export interface MigrateOptions {
  /** Connection of a role that may create roles; the migrations themselves run as hub_owner. */
  url: string;
  /** Passwords given to the service roles. */
  rolePasswords: RolePasswords;
  /** Receives one line for each migration applied, and for each try that did not get its lock. */
  log: (line: string) => void;
  /** Default: the migrations of this release. */
  folder?: string;
  /** Whether what only older releases use may be taken away while services are connected. Default false. */
  contractsBesideServices?: boolean;
  /** Default: two seconds for a lock, thirty tries. */
  patience?: LockPatience;
}

/** Held for the whole run, so that of many runners one works and the others wait. */
export const migrationLock = 7_130_720;

/**
 * Brings a database to the newest schema: roles, the job queue, then our migrations in order. Many processes may start at
 * once: one of them does all of it, and the others then find nothing to do. Repeating it changes nothing.
 *
 * @returns the names of the migrations applied now.
 * @throws Error when a file has changed since this database ran it; nothing was applied then. Error when the next one takes
 * something away and services are connected; what comes before it was applied.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const { url, rolePasswords, log, folder = migrationsFolder, patience = lockPatience } = options;
  const { contractsBesideServices = false } = options;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Until the connection ends. Waiting for it is not waiting for a table, so it has no limit.
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(`set lock_timeout = ${patience.lockTimeoutMs}`);
    await againWhileLocked(client, patience, log, () => ensureRolesAndSchemas(client, rolePasswords));
    await createJobQueue(client, url);
    await client.query('set role hub_owner');
    await againWhileLocked(client, patience, log, () => ensureLedger(client));
    const files = readMigrationFiles(folder);
    await refuseChangedFiles(client, files);
    const next = { folder, direction: 'up', lockTimeoutMs: patience.lockTimeoutMs } as const;
    const names = await runAll(
      async () => {
        if (!contractsBesideServices) await refuseContraction(client, files);
        return againWhileLocked(client, patience, log, () => runNextMigration(client, next));
      },
      (name) => log(`migrated ${name}`),
    );
    await rememberChecksums(client, files);
    return names;
  } finally {
    await client.end();
  }
}

/**
 * Undoes all migrations, the last one first: what they made is gone, with its rows. For tests of the down sections; a database
 * that is in use goes forward only.
 *
 * @returns the names of the migrations undone.
 */
export async function undoMigrations({ url, log }: Pick<MigrateOptions, 'url' | 'log'>): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    const { lockTimeoutMs } = lockPatience;
    return await runAll(
      () => runNextMigration(client, { folder: migrationsFolder, direction: 'down', lockTimeoutMs }),
      (name) => log(`undone ${name}`),
    );
  } finally {
    await client.end();
  }
}

/** Runs one migration after the other until none is left. */
async function runAll(next: () => Promise<string | null>, onRun: (name: string) => void): Promise<string[]> {
  const names: string[] = [];
  for (let name = await next(); name !== null; name = await next()) {
    names.push(name);
    onRun(name);
  }
  return names;
}

// The queue's tables belong to svc_worker alone: row-level security on them shuts out everyone but
// their owner, and a producer's only door is app.enqueue_job.
async function createJobQueue(client: pg.Client, url: string): Promise<void> {
  const database = client.escapeIdentifier(client.database ?? 'postgres');
  // Its migrations say "create schema if not exists", which takes this right even when it exists.
  await client.query(`grant create on database ${database} to svc_worker`);
  const pool = new pg.Pool({ connectionString: url, max: 1, options: '-c role=svc_worker' });
  // A lost connection rejects the migration itself; unheard, it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (connected) => connected.on('error', () => undefined));
  try {
    await migrateJobQueue({ pgPool: pool });
  } finally {
    await pool.end();
    await client.query(`revoke create on database ${database} from svc_worker`);
  }
}
