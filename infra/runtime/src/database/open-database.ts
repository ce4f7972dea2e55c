import { createHash } from 'node:crypto';
import { PrismaClient } from '@hub/prisma/client';
import type { ActingRole } from '@hub/prisma/roles';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Actor } from '../auth/actor.js';
import { createMemoryCache, textBytes } from '../memory/memory.js';
import { outliveConnections } from './connections/broken-connections.js';
import { lifetimeSecondsMax } from './connections/lifetime.js';
import { ownRoleOnly } from './checks/own-role.js';
import { listsAsArrays } from './list-parameters.js';
import { traceStatements } from './statement-span.js';
import { teamDatabase, type Committed, type TeamDatabase, type WriteOptions } from './team-database.js';
import { createTenantPool } from './tenant-pool.js';
import type { WriteRequest } from './writes/write-origin.js';
import { createWriteOutcomes } from './writes/write-outcomes.js';

/** How a service reaches its database. */
export interface OpenDatabaseOptions {
  /** The service's own role. */
  role: ActingRole;
  /** Where that role signs in, or the worker that takes it on. */
  url: string;
  /** Connections at most. */
  poolSizeMax: number;
  /** Longest wait for a connection, in milliseconds; 0 waits for ever. Default 1000. */
  connectTimeoutMs?: number;
  /**
   * Whether statements are prepared under names, which the server then plans once for a connection. Default true; false behind
   * a pooler that gives each transaction another connection and does not follow names, as PgBouncer before 1.21.
   */
  preparesStatements?: boolean;
  /** Longest life of a connection, in seconds. Default 900: what a backend has gathered of plans and memory goes with it. */
  lifetimeSeconds?: number;
  /** Longest time to find out whether an unanswered commit was made, in milliseconds. Default 2500. */
  outcomePatienceMs?: number;
  /**
   * Longest life of a transaction, in milliseconds. Default: four seconds more than a connection is waited for, as somebody
   * waits for its answer.
   */
  transactionMaxMs?: number | undefined;
  /** Awaited after each commit, never after a rollback, with what the transaction makes old. Must not reject. */
  onCommitted?: (committed: Committed) => Promise<void>;
}

/** Plain connections of a service role, with no team set. Who commits on one tells `onCommitted` what that makes old. */
export type BulkPool = pg.Pool & { readonly onCommitted?: OpenDatabaseOptions['onCommitted'] };

/** An open database of one service. */
export interface HubDatabase {
  /** The database as this actor may use it; events of its writes tell of the request. */
  as(actor: Actor, request?: WriteRequest): TeamDatabase;
  /**
   * Connections without any team, for bulk writes to public tables: imports, as svc_importer. Row-level security shows them
   * no row of any team. Opened at the first call, two connections at most beside the pool; closed with the database.
   */
  bulk(): BulkPool;
  /** Milliseconds of a round trip. @throws HubError `DATABASE_UNAVAILABLE`. */
  ping(): Promise<number>;
  /** Connections in use, idle, and callers waiting for one. */
  poolUse(): { total: number; idle: number; waiting: number; max: number };
  /** Waits for running statements, two seconds at most, then closes all connections. */
  close(): Promise<void>;
}

const connectTimeoutMs = 1_000;
const outcomePatienceMs = 2_500;
const closeMaxMs = 2_000;

/**
 * Opens a service's database. No connection is made yet: a service starts without its database,
 * reports itself not ready, and recovers by itself. A connection of another role than its own is never used: whoever asks
 * for one gets `CONFIGURATION_INVALID`.
 */
export function openDatabase(options: OpenDatabaseOptions): HubDatabase {
  const { role, url, poolSizeMax, connectTimeoutMs: patienceMs = connectTimeoutMs } = options;
  const { lifetimeSeconds = lifetimeSecondsMax, preparesStatements = true } = options;
  const pool = createTenantPool({
    connectionString: url,
    verify: ownRoleOnly(role),
    application_name: `hub:${role}`,
    max: poolSizeMax,
    connectionTimeoutMillis: patienceMs,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: lifetimeSeconds,
    keepAlive: true,
    pipeline: true,
  });
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    ...(preparesStatements && { statementNameGenerator: statementNames() }),
  });
  const prisma = new PrismaClient({ adapter, errorFormat: 'minimal' });
  const outcomes = createWriteOutcomes({
    connectionString: url,
    applicationName: `hub:${role}:outcomes`,
    patienceMs: options.outcomePatienceMs ?? outcomePatienceMs,
  });
  const { onCommitted } = options;
  const writes = { timeouts: timeoutsOf(patienceMs, options.transactionMaxMs), outcomes, onCommitted };
  const publicReads = teamDatabase(prisma, { actor: { kind: 'anonymous' } }, writes);

  let bulk: BulkPool | null = null;

  return {
    as: (actor, request) => teamDatabase(prisma, { actor, request: request ?? null }, writes),
    bulk: () => (bulk ??= Object.assign(bulkPool(url, role), onCommitted && { onCommitted })),
    async ping() {
      const startedAt = performance.now();
      await publicReads.readPublic((db) => db.$queryRaw`select 1`);
      return performance.now() - startedAt;
    },
    poolUse: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount, max: poolSizeMax }),
    async close() {
      // A silent server neither finishes a statement nor says goodbye.
      const late = setTimeout(pool.endConnections, closeMaxMs);
      await prisma.$disconnect();
      if (bulk !== null) await bulk.end();
      await outcomes.close();
      if (!pool.ended) await pool.end();
      clearTimeout(late);
      pool.endConnections();
    },
  };
}

/** The pool refuses a connection in time; the library's own clock runs on while this process stands still. */
function timeoutsOf(patienceMs: number, transactionMaxMs?: number): WriteOptions['timeouts'] {
  // A wait without end has no number; half an hour outlives every caller.
  const timeout = patienceMs === 0 ? 1_800_000 : patienceMs + 4_000;
  return { maxWait: 2 * timeout, timeout: transactionMaxMs ?? timeout };
}

function bulkPool(connectionString: string, role: ActingRole): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    verify: ownRoleOnly(role),
    application_name: `hub:${role}:bulk`,
    max: 2,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 10_000,
    maxLifetimeSeconds: lifetimeSecondsMax,
  });
  outliveConnections(pool);
  pool.on('connect', traceStatements);
  return pool;
}

const namesBytesMax = 2 * 1024 * 1024;

/** Names for prepared statements, so that the server plans each once for a connection. */
function statementNames(): (query: { sql: string }) => string {
  const names = createMemoryCache<string>({ name: 'statement names', bytesMax: namesBytesMax, sizeOf: textBytes });
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    const name = `s${createHash('sha1').update(listsAsArrays(sql)).digest('hex').slice(0, 24)}`;
    names.set(sql, name);
    return name;
  };
}
