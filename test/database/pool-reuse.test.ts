import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '@hub/runtime/auth';
import { openDatabase, type HubDatabase } from '@hub/runtime/database';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { addTeam } from '../kit/team-rows.js';

// A connection goes from team to team thousands of times; nothing of one may be seen by the next.
const requestsTotal = 10_000;
const inFlight = 40;

describe.each([1, 2])('a pool of %i', (poolSizeMax) => {
  let server: TestDatabase;
  let database: HubDatabase;
  const teams = [randomUUID(), randomUUID()];

  beforeAll(async () => {
    server = await testDatabase();
    for (const [index, id] of teams.entries()) {
      await addTeam(server.sql, { id, slug: `team-${index}`, name: `Team ${index}` });
      await server.sql(`insert into identity.company_profile (team_id, company_name) values ($1, $2)`, [
        id,
        `Company ${index}`,
      ]);
    }
    // Waiting for a connection is the point here, so the limit that protects users is lifted.
    database = openDatabase({
      role: 'svc_identity',
      url: server.urlOf('svc_identity'),
      poolSizeMax,
      connectTimeoutMs: 0,
    });
  });
  afterAll(async () => {
    await database.close();
    await server.drop();
  });

  test('leaks nothing in 10,000 interleaved requests with errors and cancels mixed in', async () => {
    const leaks: string[] = [];
    let next = 0;
    let refused = 0;
    const lane = async (): Promise<void> => {
      while (next < requestsTotal) {
        const turn = next++;
        const teamId = teams[turn % 2] ?? '';
        const actor: Actor = { kind: 'system', name: 'leak-test', teamId };
        try {
          const seen = await requestOf(turn, database, actor);
          for (const id of seen) if (id !== teamId) leaks.push(`request ${turn} of ${teamId} saw ${id}`);
          if (seen.length !== 1) leaks.push(`request ${turn} of ${teamId} saw ${seen.length} rows`);
        } catch {
          refused += 1;
        }
        if (turn % 97 === 0) {
          const rows = await database.as({ kind: 'anonymous' }).readPublic((db) => db.companyProfile.findMany());
          if (rows.length > 0) leaks.push(`request ${turn} without a team saw ${rows.length} rows`);
        }
      }
    };
    await Promise.all(Array.from({ length: inFlight }, lane));

    expect(leaks).toEqual([]);
    // Every request that was made to fail did, and no other.
    expect(refused).toBe(countWhere((turn) => kindOf(turn) !== 'read' && kindOf(turn) !== 'write'));
    // Each write added one to its own team's version, and a write that failed left nothing behind.
    const written = await server.sql(
      `select team_id, version - 1 as writes, company_name from identity.company_profile order by company_name`,
    );
    expect(written).toEqual(
      teams.map((id, index) => ({
        team_id: id,
        writes: countWhere((turn) => kindOf(turn) === 'write' && turn % 2 === index),
        company_name: `Company ${index}`,
      })),
    );
  });
});

type Kind = 'read' | 'write' | 'failing read' | 'failing write' | 'cancelled read';

function kindOf(turn: number): Kind {
  if (turn % 50 === 7) return 'failing read';
  if (turn % 50 === 19) return 'failing write';
  if (turn % 500 === 33) return 'cancelled read';
  return turn % 9 === 3 ? 'write' : 'read';
}

function countWhere(test: (turn: number) => boolean): number {
  return Array.from({ length: requestsTotal }, (_, turn) => turn).filter(test).length;
}

/** Team ids that one request saw. */
async function requestOf(turn: number, database: HubDatabase, actor: Actor): Promise<string[]> {
  const scoped = database.as(actor);
  const idsOf = (rows: readonly { teamId: string }[]): string[] => rows.map(({ teamId }) => teamId);
  switch (kindOf(turn)) {
    case 'read':
      return idsOf(await scoped.read((db) => db.companyProfile.findMany()));
    case 'write':
      return scoped.write(async (tx) => {
        await tx.companyProfile.updateMany({ data: { version: { increment: 1 } } });
        return idsOf(await tx.companyProfile.findMany());
      });
    case 'failing read':
      return scoped.read((db) => db.$queryRaw`select 1 / 0`);
    case 'failing write':
      return scoped.write(async (tx) => {
        await tx.companyProfile.updateMany({ data: { companyName: 'never seen' } });
        return tx.$queryRaw`select no_such_column`;
      });
    case 'cancelled read':
      // The server cancels the statement, as it would for a runaway query.
      return scoped.write(async (tx) => {
        await tx.$executeRaw`set local statement_timeout = '5ms'`;
        return tx.$queryRaw`select pg_sleep(2)`;
      });
  }
}
