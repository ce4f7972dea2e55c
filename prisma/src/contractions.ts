import type { Client } from 'pg';
import type { MigrationFile } from './migration-files.js';

/**
 * Stops before a migration that takes something away, while services are connected that may still use it: those of the
 * release before would fail from then on.
 *
 * @throws Error naming the migration and the roles that are connected.
 */
export async function refuseContraction(client: Client, files: readonly MigrationFile[]): Promise<void> {
  if (!(await isNextContraction(client, files))) return;
  const { rows } = await client.query<{ roles: string[] | null }>(
    `select array_agg(distinct usename::text order by usename::text) as roles from pg_stat_activity
     where datname = current_database() and usename like 'svc\\_%'`,
  );
  const roles = rows[0]?.roles ?? [];
  if (roles.length === 0) return;
  throw new Error(
    `The next migrations take away what processes of an older release use, and these are connected: ${roles.join(', ')}. Stop them, or set MIGRATE_CONTRACTIONS=on when all of them are of the release before this one or newer.`,
  );
}

async function isNextContraction(client: Client, files: readonly MigrationFile[]): Promise<boolean> {
  const { rows } = await client.query<{ name: string }>('select name from app.migration');
  const ran = new Set(rows.map(({ name }) => name));
  return files.find(({ name }) => !ran.has(name))?.isContraction === true;
}
