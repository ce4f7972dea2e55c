// cspell:ignore adbin adnum adrelid attacl attrdef atttypmod constraintdef indexdef triggerdef proacl proowner prosrc regrole relacl tgisinternal tgrelid
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { migrate, undoMigrations } from '@hub/prisma/migrate';
import type pg from 'pg';
import { emptyDatabase, testRolePasswords, type EmptyDatabase } from '../kit/database.js';
import { fillEveryTable } from './every-table.js';

// The down sections run, last to first, over rows in every table; then everything runs up again over what they left.

let database: EmptyDatabase;
let url: string;
let client: pg.Client;
beforeEach(async () => {
  database = await emptyDatabase();
  ({ url, client } = database);
});
afterEach(() => database.drop());

const up = () => migrate({ url, rolePasswords: testRolePasswords, log: () => undefined });

const fill = () =>
  fillEveryTable(client, [
    { team: randomUUID(), account: randomUUID(), membership: randomUUID() },
    { team: randomUUID(), account: randomUUID(), membership: randomUUID() },
  ]);

/** Tables of ours that hold no row. */
async function emptyTables(): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('app', 'events', 'identity', 'tenders', 'workspace', 'insights', 'analytics')
      and c.relkind in ('r', 'p') and not c.relispartition order by 1`);
  const empty: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await client.query(`select 1 from ${name} limit 1`);
    if (rowCount === 0) empty.push(name);
  }
  return empty;
}

/** Everything that migrations made: tables, columns, functions, indexes, constraints, policies. */
async function catalogue(): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    with spaces as (
      select oid from pg_namespace where nspname in ('app', 'events', 'identity', 'tenders', 'workspace', 'insights', 'analytics')
    )
    select c.oid::regclass || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' '
      || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' ' || coalesce(a.attacl::text, '') as line
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where c.relnamespace in (select oid from spaces) and c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped
    union all select c.oid::regclass || ' ' || c.relrowsecurity || c.relforcerowsecurity || coalesce(c.relacl::text, '')
      from pg_class c where c.relnamespace in (select oid from spaces) and c.relkind in ('r', 'p', 'v')
    union all select pg_get_indexdef(indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace in (select oid from spaces)
    union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(k.oid) from pg_constraint k
      where k.connamespace in (select oid from spaces)
    union all select polrelid::regclass || ' ' || polname || ' ' || polcmd::text || ' ' || polroles::regrole[]::text || ' '
      || coalesce(pg_get_expr(polqual, polrelid), '') || coalesce(pg_get_expr(polwithcheck, polrelid), '')
      from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace in (select oid from spaces)
    union all select tgrelid::regclass || ' ' || pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not tgisinternal and c.relnamespace in (select oid from spaces)
    union all select p.oid::regprocedure || ' ' || p.proowner::regrole || ' ' || p.prosecdef || ' ' || coalesce(p.proacl::text, '') || md5(p.prosrc)
      from pg_proc p where p.pronamespace in (select oid from spaces)
    order by 1`);
  return rows.map(({ line }) => line);
}

test('all migrations run up, down and up again with rows in every table, and make the same database both times', async () => {
  const names = await up();
  const first = await catalogue();
  await fill();
  expect(await emptyTables()).toEqual([]);

  const undone = await undoMigrations({ url, log: () => undefined });
  const again = await up();

  expect(undone).toEqual(names.toReversed());
  expect(again).toEqual(names);
  expect(await catalogue()).toEqual(first);
  await fill();
  expect(await emptyTables()).toEqual([]);
});
