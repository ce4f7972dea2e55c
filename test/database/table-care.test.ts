import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { tableCare } from '@hub/prisma/table-care';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { fillEveryTable } from './every-table.js';

let database: TestDatabase;
let client: pg.Client;
beforeEach(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

const newTeam = () => ({ team: randomUUID(), account: randomUUID(), membership: randomUUID() });
const tablesWhere = (holds: (care: (typeof tableCare)[string]) => boolean): string[] =>
  Object.entries(tableCare).flatMap(([table, care]) => (holds(care) ? [table] : []));

/** How many rows of each table hold a text anywhere. */
async function rowsWith(text: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of Object.keys(tableCare)) {
    const rows = await database.sql<{ count: number }>(
      `select count(*)::int as count from ${table} t where t::text like '%' || $1 || '%'`,
      [text],
    );
    if (rows[0]?.count) found[table] = rows[0].count;
  }
  return found;
}

test('every table says how it grows, who purges it, and how teams and people are erased', async () => {
  const rows = await database.sql<{ name: string; kind: string }>(`
    select c.oid::regclass::text as name, case when c.relrowsecurity then 'tenant' else 'shared' end as kind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('app', 'events', 'identity', 'tenders', 'workspace', 'insights', 'analytics')
      and c.relkind in ('r', 'p') and not c.relispartition`);

  // A table without row-level security is on the list by name, as a reference table or as the product's own.
  expect(Object.fromEntries(rows.map(({ name, kind }) => [name, kind]))).toEqual(
    Object.fromEntries(
      Object.entries(tableCare).map(([name, { kind }]) => [name, kind === 'tenant' ? kind : 'shared']),
    ),
  );
});

test('an erased team leaves nothing but emptied events, and the other team is as it was', async () => {
  const [gone, stays] = [newTeam(), newTeam()];
  await fillEveryTable(client, [stays, gone]);
  const before = await rowsWith(stays.team);
  expect(Object.keys(await rowsWith(gone.team)).toSorted()).toEqual(
    tablesWhere(({ team }) => team !== 'none here').toSorted(),
  );

  await client.query('set role hub_owner');
  const { rows } = await client.query('select identity.erase_team($1)::int as events', [gone.team]);

  expect(rows).toEqual([{ events: 3 }]);
  expect(Object.keys(await rowsWith(gone.team)).toSorted()).toEqual(
    tablesWhere(({ team }) => team === 'emptied').toSorted(),
  );
  expect(await database.sql('select distinct body from events.event where team_id = $1', [gone.team])).toEqual([
    { body: null },
  ]);
  expect(await rowsWith(stays.team)).toEqual(before);
});

test('an erased person is nowhere but in emptied events, and what they did for the team is still there', async () => {
  const person = newTeam();
  await fillEveryTable(client, [newTeam(), person]);
  const before = await rowsWith(person.team);
  const known = { ...(await rowsWith(person.account)), ...(await rowsWith(person.membership)) };
  expect(Object.keys(known).toSorted()).toEqual(tablesWhere(({ person: care }) => care !== 'none here').toSorted());

  await client.query('set role hub_owner');
  const { rows } = await client.query('select identity.erase_account($1)::int as events', [person.account]);

  expect(rows).toEqual([{ events: 2 }]);
  expect(await rowsWith(person.membership)).toEqual({});
  expect(Object.keys(await rowsWith(person.account)).toSorted()).toEqual(
    tablesWhere(({ person: care }) => care === 'emptied').toSorted(),
  );
  const after = await rowsWith(person.team);
  const fewer = Object.keys(before).filter((table) => (after[table] ?? 0) < (before[table] ?? 0));
  // Finds go with a private search, and name nobody themselves.
  const deleted = tablesWhere(({ person: care }) => care === 'deleted');
  expect([...fewer, 'identity.account', 'identity.email_token', 'identity.platform_admin'].toSorted()).toEqual(
    [...deleted, 'tenders.saved_search_match'].toSorted(),
  );
});

test('nobody is erased who is not there', async () => {
  await client.query('set role hub_owner');
  const { rows } = await client.query(
    'select identity.erase_team($1)::int as team, identity.erase_account($1)::int as account',
    [randomUUID()],
  );

  expect(rows).toEqual([{ team: 0, account: 0 }]);
});

test('no service may erase', async () => {
  const rows = await database.sql(`
    select r.rolname from pg_roles r where r.rolname like 'svc\\_%' and (
      has_function_privilege(r.oid, 'identity.erase_team(uuid)', 'execute')
      or has_function_privilege(r.oid, 'identity.erase_account(uuid)', 'execute'))`);

  expect(rows).toEqual([]);
});
