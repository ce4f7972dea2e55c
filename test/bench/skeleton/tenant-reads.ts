import { randomUUID } from 'node:crypto';
import { openDatabase, urlOfRole } from '@hub/runtime/database';
import pg from 'pg';
import { median } from '../bench.js';
import { onServer, type BenchDatabase } from '../database.js';
import { addTeam } from '../../kit/team-rows.js';

const rounds = 7;
const readsPerRound = 2_000;
const inFlight = 16;
const rows = 20;

/**
 * Reads of a team's 20 newest entries a second: through the tenant client over Prisma, and by bare
 * node-postgres doing the same (begin with the team set, select, commit), in turns.
 */
export async function measureTenantReads({
  url,
  rolePasswords,
}: BenchDatabase): Promise<{ prisma: number; bare: number; ratio: number }> {
  const teamId = await seedEntries(url);
  const own = urlOfRole(url, 'svc_workspace', rolePasswords.svc_workspace);
  const database = openDatabase({ role: 'svc_workspace', url: own, poolSizeMax: inFlight });
  const pool = new pg.Pool({ connectionString: own, max: inFlight, pipeline: true });
  const scoped = database.as({ kind: 'system', name: 'bench', teamId });

  const byPrisma = async () =>
    (await scoped.read((db) => db.entry.findMany({ where: { teamId }, orderBy: { createdAt: 'desc' }, take: rows })))
      .length;
  const byBare = () => readBare(pool, teamId);
  try {
    const prisma: number[] = [];
    const bare: number[] = [];
    await perSecond(byPrisma);
    await perSecond(byBare);
    for (let round = 0; round < rounds; round += 1) {
      prisma.push(await perSecond(byPrisma));
      bare.push(await perSecond(byBare));
    }
    return {
      prisma: median(prisma),
      bare: median(bare),
      ratio: median(prisma.map((value, index) => value / (bare[index] ?? Number.NaN))),
    };
  } finally {
    await database.close();
    await pool.end();
  }
}

async function perSecond(read: () => Promise<number>): Promise<number> {
  const startedAt = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < readsPerRound) {
      next += 1;
      const found = await read();
      if (found !== rows) throw new Error(`A read answered ${found} rows.`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return readsPerRound / ((performance.now() - startedAt) / 1_000);
}

async function readBare(pool: pg.Pool, teamId: string): Promise<number> {
  const client = await pool.connect();
  try {
    const [, answer] = await Promise.all([
      client.query(`begin transaction read only; select set_config('app.team_id', '${teamId}', true)`),
      client.query({
        name: 'entries',
        text: 'select * from workspace.entry where team_id = $1 order by created_at desc limit $2',
        values: [teamId, rows],
      }),
      client.query('commit'),
    ]);
    return answer.rowCount ?? 0;
  } finally {
    client.release();
  }
}

async function seedEntries(url: string): Promise<string> {
  const teamId = randomUUID();
  await onServer(url, async (client) => {
    const row = { id: teamId, slug: `reads-${teamId.slice(0, 8)}`, name: 'Reads' };
    await addTeam((text, values) => client.query(text, values), row);
    await client.query(
      `insert into workspace.entry (team_id, tender_id) select $1, id from tenders.tender order by id limit 200`,
      [teamId],
    );
    await client.query('analyze workspace.entry');
  });
  return teamId;
}
