import type { ServiceRole } from '@hub/prisma/roles';
import { ConfigError, type Environment } from '@hub/runtime/config';
import { subgraphNames } from '@hub/runtime/auth';
import { roleOfSubgraph } from '@hub/runtime/database';
import { importerPoolSize, narrowPoolSize } from '@hub/runtime/service';
import pg from 'pg';

/** Connections of a subgraph in the seven processes, unless DATABASE_POOL_SIZE says otherwise: all of them fit a server as it is installed. */
export const distributedPoolSize = 7;

// Beside its pool a database has two for asking what became of a commit, and the importer's two for bulk writes.
const outcomes = 2;
const bulk = 2;
// Of the worker: four jobs at a time, three lanes that fetch them and one that listens; its heart, the relay of stale tags, the
// sealer of events, and the reader of events with its outcomes.
const queue = 4 + 3 + 1;
const heartAndEvents = 3 + 1 + outcomes;
// The subgraphs whose jobs do more than one thing at a time, which the worker opens as well; and those whose jobs do one.
const busySubgraphs = 2;
const narrowSubgraphs = 2;
// Migrations, a dump, and whoever looks what is the matter.
const kept = 3;

/** Most connections of each role, in seven processes whose pools are so large. */
export function connectionBudget(poolSize: number): Readonly<Record<ServiceRole, number>> {
  const each: Record<string, number> = Object.fromEntries(
    subgraphNames.map((name) => [roleOfSubgraph[name], poolSize + outcomes]),
  );
  const importer = importerPoolSize + outcomes + bulk;
  const opened = busySubgraphs * (poolSize + outcomes) + narrowSubgraphs * (narrowPoolSize + outcomes);
  const worker = opened + importer + queue + heartAndEvents;
  const { svc_identity = 0, svc_tenders = 0, svc_workspace = 0, svc_insights = 0, svc_analytics = 0 } = each;
  return { svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker: worker };
}

/**
 * Refuses a size of pools with which the seven processes may together ask for more connections than the server has: some
 * would be turned away, on the busiest day.
 *
 * @throws ConfigError naming DATABASE_POOL_SIZE, and the largest that fits.
 */
export async function refuseMoreConnectionsThanThereAre(url: string, env: Environment): Promise<void> {
  const poolSize = Number(env['DATABASE_POOL_SIZE'] ?? distributedPoolSize);
  const there = await connectionsOf(url);
  const needed = sumOf(poolSize) + kept;
  if (!(needed > there)) return;
  const fitting = Array.from({ length: poolSize }, (_, index) => index).findLast((size) => sumOf(size) + kept <= there);
  const advice = fitting === undefined || fitting < 1 ? 'Raise max_connections of the server.' : '';
  throw new ConfigError([
    {
      variable: 'DATABASE_POOL_SIZE',
      problem:
        `lets the processes open ${needed} connections, and the server has ${there} for them. ${advice}`.trimEnd(),
      example: advice === '' ? String(fitting) : undefined,
    },
  ]);
}

function sumOf(poolSize: number): number {
  return Object.values(connectionBudget(poolSize)).reduce((sum, count) => sum + count, 0);
}

async function connectionsOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      `select sum(case name when 'max_connections' then setting::int else -setting::int end)::int as count from pg_settings
       where name in ('max_connections', 'superuser_reserved_connections', 'reserved_connections')`,
    );
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}
