import type { Client } from 'pg';
import type { MigrationFile } from './migration-files.js';
import { serviceRoles } from './roles.js';

/**
 * Makes the table in which the database remembers its migrations, as node-pg-migrate knows it and with a checksum of
 * each. Services may read the names, to refuse a schema that is older than they are. Safe to repeat.
 */
export async function ensureLedger(client: Client): Promise<void> {
  await client.query(`
    create table if not exists app.migration (
      id serial primary key,
      name varchar(255) not null,
      run_on timestamp not null
    );
    do $$ begin
      if not exists (
        select 1 from pg_attribute where attrelid = 'app.migration'::regclass and attname = 'checksum'
      ) then
        alter table app.migration add column checksum text check (length(checksum) = 64);
        comment on table app.migration is 'Migrations that this database has, in order, with a checksum of what each ran.';
        grant usage on schema app to ${serviceRoles.join(', ')};
        grant select (name) on app.migration to ${serviceRoles.join(', ')};
      end if;
    end $$`);
}

/** @throws Error naming every migration whose statements are not those that this database ran. */
export async function refuseChangedFiles(client: Client, files: readonly MigrationFile[]): Promise<void> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from app.migration where checksum is not null',
  );
  const ran = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const changed = files.filter(({ name, checksum }) => ran.has(name) && ran.get(name) !== checksum);
  if (changed.length === 0) return;
  throw new Error(
    `Changed after this database ran them: ${changed.map(({ name }) => name).join(', ')}. Put the files back as they were, and make the change in a new migration.`,
  );
}

/** Writes down the checksums of migrations that have none yet. */
export async function rememberChecksums(client: Client, files: readonly MigrationFile[]): Promise<void> {
  await client.query(
    `update app.migration m set checksum = f.checksum
     from unnest($1::text[], $2::text[]) as f (name, checksum) where m.name = f.name and m.checksum is null`,
    [files.map(({ name }) => name), files.map(({ checksum }) => checksum)],
  );
}
