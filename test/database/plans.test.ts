// cspell:ignore seqscan
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serviceRoles } from '@hub/prisma/roles';
import pg from 'pg';
import { z } from 'zod';
import { testDatabase } from '../kit/database.js';
import { dropValueConstraints, insertRow, tenantTables } from './tenant-tables.js';

// How the server finds the rows of one team among those of many: the policy is worked out once for a statement, and leads
// into an index. Every tenant table that a service may read is here as soon as its migration exists.

const database = await testDatabase();
const tables = await tenantTables(database);
const teams = Array.from({ length: 400 }, () => randomUUID());
const client = new pg.Client({ connectionString: database.url });

beforeAll(async () => {
  await client.connect();
  await dropValueConstraints(database);
  for (const table of tables) {
    // One row as a select, repeated for each team.
    const row = insertRow(table, '@').replace(' values (', ' select ').replace(/\)$/u, '').replaceAll("'@'", 't.team');
    await client.query(`${row} from unnest($1::uuid[]) as t (team), generate_series(1, 10) on conflict do nothing`, [
      teams,
    ]);
    await client.query(`analyze ${table.name}`);
  }
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const nodeSchema = z.record(z.string(), z.unknown());

/** All nodes of a plan, in the order they are written. */
function nodesOf(plan: unknown): Record<string, unknown>[] {
  const node = nodeSchema.parse(plan);
  const below = z.array(z.unknown()).parse(node['Plans'] ?? []);
  return [node, ...below.flatMap(nodesOf)];
}

test.each(tables.map(({ name }) => name))('%s is read by an index that leads with the team', async (name) => {
  const { rows: readers } = await client.query<{ role: string }>(
    `select r as role from unnest($1::text[]) r where has_column_privilege(r, $2, 'team_id', 'select')`,
    [serviceRoles, name],
  );
  for (const { role } of readers) {
    // A table of a few pages is read whole, and nobody minds; what counts is that there is another way.
    await client.query(
      `begin; set local enable_seqscan = off; set local role ${role}; select set_config('app.team_id', '${teams[0]}', true)`,
    );
    const { rows } = await client.query<{ 'QUERY PLAN': unknown[] }>(
      `explain (format json) select team_id from ${name}`,
    );
    await client.query('rollback');

    const nodes = nodesOf(nodeSchema.parse(rows[0]?.['QUERY PLAN'][0])['Plan']);
    const scans = nodes.filter((node) => node['Relation Name'] !== undefined || node['Index Cond'] !== undefined);
    expect({ role, types: scans.map((node) => node['Node Type']) }).toEqual({
      role,
      types: expect.not.arrayContaining(['Seq Scan']),
    });
    expect(nodes.map((node) => node['Parent Relationship'])).toContain('InitPlan');
    expect(nodes.map((node) => node['Index Cond']).filter(Boolean)).toEqual([
      expect.stringMatching(/^\((?:\w+\.)?team_id = \(?(?:\$\d+|InitPlan \d+\)?\.col1\)?)\)?$/u),
    ]);
  }
});
