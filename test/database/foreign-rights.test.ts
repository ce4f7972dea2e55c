// cspell:ignore aclexplode attacl regrole relacl
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serviceRoles, taskRoles } from '@hub/prisma/roles';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { foreignRights, sharedTables } from './foreign-rights.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const roles = [...serviceRoles, ...taskRoles];

/** Tenders is the schema of two roles: one reads it for requests, the other writes what is public in it. */
const ownSchema = (role: string): string => (role === 'svc_importer' ? 'tenders' : role.replace('svc_', ''));

const grantsOnTables = `
  select c.oid::regclass || ' ' || lower(g.privilege_type) as line
  from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) g
  where g.grantee in ($1::regrole, 0) and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
    and n.nspname in ('app', 'events', 'identity', 'tenders', 'workspace', 'insights', 'analytics') and n.nspname <> $2
  order by 1`;

const grantsOnColumns = `
  select c.oid::regclass || ' ' || lower(g.privilege_type) as line, array_agg(a.attname::text order by a.attname) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and not a.attisdropped, aclexplode(a.attacl) g
  where g.grantee in ($1::regrole, 0) and not c.relispartition
    and n.nspname in ('app', 'events', 'identity', 'tenders', 'workspace', 'insights', 'analytics') and n.nspname <> $2
  group by 1 order by 1`;

describe.each(roles)('%s, outside its own schema', (role) => {
  test('has no whole table of another service, and only those of the product as a whole that are named', async () => {
    const granted = await database.sql<{ line: string }>(grantsOnTables, [role, ownSchema(role)]);

    expect(granted.map(({ line }) => line)).toEqual(sharedTables[role]);
  });

  test('has exactly the columns that are named, each with a reason', async () => {
    const granted = await database.sql<{ line: string; columns: string[] }>(grantsOnColumns, [role, ownSchema(role)]);

    const named = (foreignRights[role] ?? []).map(({ table, may, columns }) => ({
      line: `${table} ${may}`,
      columns: [...columns],
    }));
    expect(granted).toEqual(named.toSorted((left, right) => (left.line < right.line ? -1 : 1)));
  });
});

describe('public tenders', () => {
  let reads: pg.Client;
  let imports: pg.Client;
  let tables: { name: string; column: string; isPublic: boolean }[];
  beforeAll(async () => {
    [reads, imports] = [database.urlOf('svc_tenders'), database.urlOf('svc_importer')].map(
      (connectionString) => new pg.Client({ connectionString }),
    ) as [pg.Client, pg.Client];
    await Promise.all([reads.connect(), imports.connect()]);
    tables = await database.sql(`
      select c.oid::regclass::text as name, min(a.attname) as column, bool_and(a.attname <> 'team_id') as "isPublic"
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'tenders'::regnamespace and c.relkind in ('r', 'p') group by c.oid order by 1`);
  });
  afterAll(() => Promise.all([reads.end(), imports.end()]));

  const codeOf = (client: pg.Client, statement: string): Promise<string> =>
    client.query(statement).then(
      () => 'done',
      (error: unknown) => (error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)),
    );
  const writesOf = ({ name, column }: { name: string; column: string }): string[] => [
    `insert into ${name} default values`,
    `update ${name} set ${column} = ${column}`,
    `delete from ${name}`,
    `truncate ${name}`,
  ];

  test('are read by the role that serves requests, which is refused each write of each table', async () => {
    const publicTables = tables.filter(({ isPublic }) => isPublic);
    expect(publicTables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['tenders.tender', 'tenders.release', 'tenders.buyer', 'tenders.search_block']),
    );

    for (const table of publicTables) {
      expect([table.name, await codeOf(reads, `select count(*) from ${table.name}`)]).toEqual([table.name, 'done']);
      for (const statement of writesOf(table)) {
        expect([statement, await codeOf(reads, statement)]).toEqual([statement, '42501']);
      }
    }
  });

  test('are written by the role that imports, which neither reads nor writes a table of teams', async () => {
    const tablesOfTeams = await database.sql<{ name: string; column: string }>(`
      select c.oid::regclass::text as name, 'team_id' as column
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'team_id' and not a.attisdropped
      where c.relkind in ('r', 'p') and n.nspname in ('app', 'events', 'identity', 'tenders', 'workspace', 'insights', 'analytics')`);
    expect(tablesOfTeams.length).toBeGreaterThan(20);

    for (const table of tablesOfTeams) {
      for (const statement of [`select from ${table.name}`, ...writesOf(table)]) {
        expect([statement, await codeOf(imports, statement)]).toEqual([statement, '42501']);
      }
    }
    expect(await codeOf(imports, `insert into tenders.buyer (key, name) values ('b', 'City')`)).toBe('done');
    expect(await codeOf(imports, `update tenders.buyer set name = 'Town'`)).toBe('done');
    expect(await codeOf(imports, `delete from tenders.buyer`)).toBe('done');
  });

  test('are told of by the role that imports, in events of no other kind', async () => {
    const append = (type: string): Promise<string> =>
      codeOf(imports, `select events.append_many('[{"type": "${type}", "body": {}}]')`);

    expect(await append('tenders.tenders_changed')).toBe('done');
    expect(await append('tenders.team_source_created')).toBe('42501');
    expect(await append('identity.member.joined')).toBe('42501');
  });

  test('are not reached by whoever has no place among the roles of the worker', async () => {
    const url = new URL(database.urlOf('svc_tenders'));
    url.searchParams.set('options', '-c role=svc_importer');
    const client = new pg.Client({ connectionString: url.toString() });

    await expect(client.connect()).rejects.toMatchObject({ code: '42501' });
  });
});
