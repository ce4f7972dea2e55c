import type pg from 'pg';

/** Bytes of all tables of the schema tenders, with their indexes and what is kept out of line; tells those that matter. */
export async function tenderBytes(owner: pg.Pool, say: (line: string) => void): Promise<number> {
  const { rows } = await owner.query<{ name: string; heap: number; indexes: number; total: number }>(
    `select c.relname as name, pg_table_size(c.oid)::float8 as heap, pg_indexes_size(c.oid)::float8 as indexes,
       pg_total_relation_size(c.oid)::float8 as total
     from pg_class c where c.relnamespace = 'tenders'::regnamespace and c.relkind = 'r' order by 4 desc`,
  );
  for (const { name, heap, indexes } of rows.slice(0, 12)) {
    say(`${name}: ${Math.round(heap / 1_024)} KB in rows, ${Math.round(indexes / 1_024)} KB in indexes`);
  }
  return rows.reduce((sum, { total }) => sum + total, 0);
}
