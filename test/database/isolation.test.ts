import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { serviceRoles } from '@hub/prisma/roles';
import { testDatabase } from '../kit/database.js';
import { dropValueConstraints, insertRow, tenantTables } from './tenant-tables.js';

// Picks up every tenant table by itself: a new one is tested the moment its migration exists.
const database = await testDatabase();
const tables = await tenantTables(database);
const own = randomUUID();
const foreign = randomUUID();

describe.each(tables)('$name', (table) => {
  const probe = new pg.Client({ connectionString: database.url });

  beforeAll(async () => {
    await probe.connect();
    // A role that may do anything that grants can allow: only the policy stands in its way.
    await probe.query(`
      do $$ begin
        create role isolation_probe nologin;
      exception when duplicate_object or unique_violation then null;
      end $$`);
    await probe.query(`grant usage on schema ${table.name.split('.')[0]}, app to isolation_probe`);
    await probe.query(`grant select, insert, update, delete on ${table.name} to isolation_probe`);
    await probe.query(`truncate ${table.name} cascade`);
    await probe.query(insertRow(table, own));
    await probe.query(insertRow(table, foreign));
    await probe.query('set role isolation_probe');
  });
  afterAll(() => probe.end());

  const asTeam = async (teamId: string | null, statement: string): Promise<pg.QueryResult> => {
    await probe.query('begin');
    try {
      await probe.query(`select set_config('app.team_id', $1, true)`, [teamId ?? '']);
      return await probe.query(statement);
    } finally {
      await probe.query('rollback');
    }
  };

  test('a team sees its own row and no other', async () => {
    const { rows } = await asTeam(own, `select team_id::text from ${table.name}`);
    expect(rows).toEqual([{ team_id: own }]);
  });

  test('without a team there are no rows', async () => {
    const { rowCount } = await asTeam(null, `select 1 from ${table.name}`);
    expect(rowCount).toBe(0);
  });

  test('rows of another team cannot be changed or deleted', async () => {
    const changed = await asTeam(own, `update ${table.name} set ${changeOf(table.name)} where team_id = '${foreign}'`);
    const deleted = await asTeam(own, `delete from ${table.name} where team_id = '${foreign}'`);
    expect([changed.rowCount, deleted.rowCount]).toEqual([0, 0]);
  });

  test('a row cannot be written in the name of another team', async () => {
    await expect(
      asTeam(own, insertRow(table, table.name === 'identity.team' ? randomUUID() : foreign)),
    ).rejects.toMatchObject({
      code: '42501',
    });
  });

  test('an own row cannot be given to another team', async () => {
    const column = table.name === 'identity.team' ? 'id' : 'team_id';
    await expect(asTeam(own, `update ${table.name} set ${column} = '${foreign}'`)).rejects.toMatchObject({
      code: '42501',
    });
  });

  test('every service that may read it sees only the rows of its team', async () => {
    const { rows: readers } = await probe.query<{ role: string }>(
      `select r as role from unnest($1::text[]) r where has_table_privilege(r, $2, 'select')`,
      [serviceRoles, table.name],
    );
    for (const { role } of readers) {
      await probe.query('reset role');
      await probe.query(`set role ${role}`);
      const { rows } = await asTeam(own, `select team_id::text from ${table.name}`);
      expect({ role, rows }).toEqual({ role, rows: [{ team_id: own }] });
    }
    await probe.query('reset role');
    await probe.query('set role isolation_probe');
  });
});

test('there are tenant tables to test', () => {
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['identity.team', 'identity.membership', 'identity.session', 'workspace.entry']),
  );
});

beforeAll(() => dropValueConstraints(database));
afterAll(() => database.drop());

// team_id and id of identity.team are one value, and its generated column cannot be named in an update.
function changeOf(name: string): string {
  return name === 'identity.team' ? `name = 'taken over'` : 'team_id = team_id';
}
