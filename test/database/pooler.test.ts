import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '@hub/runtime/auth';
import { openDatabase, type HubDatabase } from '@hub/runtime/database';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { poolerVersion, startPooler } from '../kit/pooler.js';
import { addTeam } from '../kit/team-rows.js';

// Between transactions a pooler gives a connection to whoever comes next: nothing may rest on having the same one again.

const version = poolerVersion();
const connections = 3;

const describeWithPooler = (name: string, body: () => void): void => {
  if (version !== null) describe(name, body);
  else test.skip(`${name} (skipped: PgBouncer is not installed)`, () => undefined);
};

describeWithPooler('behind PgBouncer in transaction mode', () => {
  let server: TestDatabase;
  let pooler: Awaited<ReturnType<typeof startPooler>>;
  let database: HubDatabase;
  const teams = Array.from({ length: 4 }, () => randomUUID());
  const asTeam = (teamId: string) => database.as({ kind: 'system', name: 'pooler-test', teamId } satisfies Actor);

  beforeAll(async () => {
    server = await testDatabase();
    for (const [index, id] of teams.entries()) {
      await addTeam(server.sql, { id, slug: `team-${index}` });
      await server.sql('insert into identity.company_profile (team_id, company_name) values ($1, $2)', [id, id]);
    }
    pooler = await startPooler(server.urlOf('svc_identity'), { connections });
    database = openDatabase({
      role: 'svc_identity',
      url: pooler.url,
      poolSizeMax: 12,
      connectTimeoutMs: 20_000,
      preparesStatements: false,
    });
  });
  afterAll(async () => {
    await database.close();
    await pooler.stop();
    await server.drop();
  });

  test('each of four teams sees its own rows in 800 reads at once, over three connections', async () => {
    const seen = await Promise.all(
      Array.from({ length: 800 }, async (_, turn) => {
        const team = teams[turn % teams.length] ?? '';
        const rows = await asTeam(team).read((db) => db.companyProfile.findMany({ select: { companyName: true } }));
        return rows.map(({ companyName }) => companyName === team);
      }),
    );

    expect(seen.filter((rows) => rows.length !== 1 || rows[0] !== true)).toEqual([]);
    const [used] = await server.sql<{ count: number }>(
      `select count(*)::int from pg_stat_activity where usename = 'svc_identity' and datname = current_database()`,
    );
    expect(used?.count).toBeLessThanOrEqual(connections);
  });

  test('writes of teams at once are each its own, and one that fails leaves nothing', async () => {
    const write = (team: string, turn: number) =>
      asTeam(team).write(async (tx) => {
        await tx.companyProfile.updateMany({ data: { companyName: `${team} ${turn}` } });
        if (turn % 2 === 1) throw new Error('given up');
      });

    const done = await Promise.allSettled(teams.flatMap((team) => [0, 1, 2, 3].map((turn) => write(team, turn))));

    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(8);
    const rows = await server.sql<{ team_id: string; company_name: string }>(
      'select team_id, company_name from identity.company_profile',
    );
    for (const { team_id: team, company_name: name } of rows) expect([`${team} 0`, `${team} 2`]).toContain(name);
  });
});
