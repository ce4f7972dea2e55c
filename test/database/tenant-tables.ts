// cspell:ignore tgrelid tgname tgconstraint tgisinternal
import type { TestDatabase } from '../kit/database.js';

/** A table with rows of teams, as the catalogue describes it. */
export interface TenantTable {
  /** Schema and name, quoted. */
  readonly name: string;
  readonly columns: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly type: string;
  /** First label, for an enum. */
  readonly label: string | null;
}

/** All tables with a team_id in our schemas; a new one is here as soon as its migration exists. */
export async function tenantTables(database: TestDatabase): Promise<TenantTable[]> {
  const rows = await database.sql<{ table: string; columns: Column[] }>(`
    select format('%I.%I', n.nspname, c.relname) as table,
      json_agg(json_build_object(
        'name', quote_ident(a.attname),
        'type', format_type(a.atttypid, null),
        'label', (select enumlabel from pg_enum e where e.enumtypid = a.atttypid order by enumsortorder limit 1)
      ) order by a.attnum) filter (where a.attgenerated = '' and a.attidentity = '') as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname in ('app', 'identity', 'tenders', 'workspace', 'insights', 'analytics')
      and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select 1 from pg_attribute t where t.attrelid = c.oid and t.attname = 'team_id')
    group by 1 order by 1`);
  return rows.map(({ table, columns }) => ({ name: table, columns }));
}

/**
 * Lets rows be made of types alone: checks, foreign keys and triggers of constraints judge values, and this is about whose
 * rows they are. Only in a test file's own database.
 */
export async function dropValueConstraints(database: TestDatabase): Promise<void> {
  await database.sql(`
    do $$
    declare found record;
    begin
      for found in
        select conrelid::regclass as name, conname from pg_constraint k
        join pg_namespace n on n.oid = k.connamespace
        where k.contype in ('c', 'f') and k.conparentid = 0
          and n.nspname in ('app', 'identity', 'tenders', 'workspace', 'insights', 'analytics')
      loop
        execute format('alter table %s drop constraint %I', found.name, found.conname);
      end loop;
      for found in
        select tgrelid::regclass as name, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
        join pg_namespace n on n.oid = c.relnamespace
        where t.tgconstraint <> 0 and not t.tgisinternal and n.nspname in ('identity', 'tenders', 'workspace')
      loop
        execute format('drop trigger %I on %s', found.tgname, found.name);
      end loop;
    end $$`);
}

/** An insert of one row of a team, with a value of the right type in every column. */
export function insertRow(table: TenantTable, teamId: string): string {
  const values = table.columns.map((column) =>
    column.name === 'team_id' ? `'${teamId}'` : valueOf(column, teamId, table),
  );
  return `insert into ${table.name} (${table.columns.map(({ name }) => name).join(', ')}) values (${values.join(', ')})`;
}

function valueOf({ name, type, label }: Column, teamId: string, table: TenantTable): string {
  if (label !== null) return `'${label}'`;
  // identity.team repeats its id as team_id.
  if (table.name === 'identity.team' && name === 'id') return `'${teamId}'`;
  if (type.endsWith('[]')) return `'{}'`;
  if (type === 'uuid') return 'gen_random_uuid()';
  if (type.startsWith('timestamp') || type === 'date') return 'now()';
  if (type === 'boolean') return 'false';
  if (type === 'bytea') return `'\\x00'`;
  if (type === 'jsonb' || type === 'json') return `'{}'`;
  if (type === 'inet') return `'127.0.0.1'`;
  if (type === 'interval') return `'1 day'`;
  if (type === 'tsvector') return `''`;
  if (/int|numeric|double|real/.test(type)) return '1';
  return `substr(md5(random()::text), 1, 8)`;
}
