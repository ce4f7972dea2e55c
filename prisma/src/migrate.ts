import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { runMigrations as migrateJobQueue } from 'graphile-worker';
import { ensureRolesAndSchemas, type RolePasswords } from './roles.js';

export interface MigrateOptions {
  /** Connection of a role that may create roles; the migrations themselves run as hub_owner. */
  url: string;
  /** Passwords given to the service roles. */
  rolePasswords: RolePasswords;
  /** Receives one line for each migration applied. */
  log: (line: string) => void;
}

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/**
 * Brings a database to the newest schema: roles, the job queue, then our migrations in order.
 * Under an advisory lock, so that many processes may start at once. Repeating it changes nothing.
 *
 * @returns the names of the migrations applied now.
 */
export async function migrate({ url, rolePasswords, log }: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await ensureRolesAndSchemas(client, rolePasswords);
    await createJobQueue(client, url);
    await client.query('set role hub_owner');
    const applied = await runner({
      dbClient: client,
      dir: migrationsFolder,
      direction: 'up',
      schema: 'app',
      migrationsSchema: 'app',
      migrationsTable: 'migration',
      checkOrder: true,
      log: () => undefined,
      logger: { debug: () => undefined, info: () => undefined, warn: log, error: log },
    });
    const names = applied.map(({ name }) => name);
    for (const name of names) log(`migrated ${name}`);
    return names;
  } finally {
    await client.end();
  }
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
