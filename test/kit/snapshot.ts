import type { TestDatabase } from './database.js';

/** Every row of every table, as text; the key is the table. */
export type Snapshot = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reads all tables of all schemas but the catalogue's, as the superuser, whom no policy hides anything from. Receipts of
 * writes are left out: they say only that there was a write, and what it wrote is in the other tables.
 */
export async function snapshotOf(database: TestDatabase): Promise<Snapshot> {
  const tables = await database.sql<{ name: string }>(`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') and (schemaname, tablename) <> ('app', 'write_receipt')
    order by 1`);
  const statement = tables
    .map(({ name }) => `select '${name}' as name, t::text as row from ${name} t`)
    .join(' union all ');
  const rows = await database.sql<{ name: string; row: string }>(statement);
  const snapshot = new Map<string, Set<string>>(tables.map(({ name }) => [name, new Set()]));
  for (const { name, row } of rows) snapshot.get(name)?.add(row);
  return snapshot;
}

/** What differs: `+` for a row that came, `-` for one that went; a changed row is both. Empty when nothing was written. */
export function changesBetween(before: Snapshot, after: Snapshot): string[] {
  return [...after].flatMap(([table, rows]) => {
    const old = before.get(table) ?? new Set();
    return [
      ...[...rows].filter((row) => !old.has(row)).map((row) => `+ ${table} ${row}`),
      ...[...old].filter((row) => !rows.has(row)).map((row) => `- ${table} ${row}`),
    ];
  });
}
