import { Socket } from 'node:net';
import { Writable } from 'node:stream';
import pg from 'pg';
import type { PoolClient, PoolConfig, QueryConfig, QueryResult } from 'pg';
import { currentReach, openingOf } from './reach.js';
import { plainClient, transactionClient } from './transaction-client.js';

/**
 * A pool that opens every statement's transaction with the reach already set, in the same message
 * as `begin`: a team's read costs three round trips and needs no interactive transaction, and a
 * connection that goes back to the pool carries nothing, because the settings end with the
 * transaction.
 *
 * A statement without a reach is refused with `TENANT_CONTEXT_MISSING` before it is sent.
 */
export function createTenantPool(config: PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  const connect = pool.connect.bind(pool);
  // An idle connection that breaks is replaced by the pool; without a listener it would end us.
  pool.on('error', () => undefined);
  pool.on('release', (_error, client) => plainClient(client));
  endSilentConnections(pool);

  // Prisma calls query() for a single statement and connect() for an interactive transaction.
  return Object.assign(pool, {
    async query(statement: string | QueryConfig, values?: unknown[]): Promise<QueryResult> {
      const opening = openingOf(currentReach());
      return runAlone(await connect(), opening, statement, values);
    },
    async connect(): Promise<PoolClient> {
      const reach = currentReach();
      return transactionClient(await connect(), reach);
    },
  });
}

/** Longer than any statement may take, so that a server that says nothing for so long is no longer there. */
const silenceMaxMs = 6_000;

/**
 * Ends a connection in use on which nothing has passed for too long: behind a network that swallows packets it would
 * be waited on for ever. Whoever waits is told that the connection was terminated.
 */
function endSilentConnections(pool: pg.Pool): void {
  const inUse = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => inUse.add(client));
  pool.on('release', (_error, client) => inUse.delete(client));
  pool.on('connect', (client) => {
    // The pool listens only while a connection is idle: without this, one that breaks in use would end us.
    client.on('error', () => undefined);
    const socket: unknown = Reflect.get(Reflect.get(client, 'connection') ?? {}, 'stream');
    if (!(socket instanceof Socket)) return;
    socket.setTimeout(silenceMaxMs, () => {
      if (inUse.has(client)) socket.destroy(new Error('Connection terminated: the server is silent.'));
    });
  });
}

/**
 * Sends all three messages at once, as one packet, and waits for the three answers: one network
 * round trip. The pool's clients are in pipeline mode.
 */
async function runAlone(
  client: PoolClient,
  opening: string,
  statement: string | QueryConfig,
  values: unknown[] | undefined,
): Promise<QueryResult> {
  const socket = socketOf(client);
  socket?.cork();
  const sent = [client.query(opening), client.query(statement, values), client.query('commit')] as const;
  socket?.uncork();
  const [opened, answered, closed] = await Promise.allSettled(sent);
  // A connection whose transaction did not open or close is in an unknown state: it is not reused.
  client.release(opened.status === 'rejected' || closed.status === 'rejected');
  if (opened.status === 'rejected') throw opened.reason;
  if (answered.status === 'rejected') throw answered.reason;
  if (closed.status === 'rejected') throw closed.reason;
  return answered.value;
}

/** The client's socket, where the library shows it; without it messages are only sent one by one. */
function socketOf(client: PoolClient): Writable | null {
  const connection: unknown = Reflect.get(client, 'connection');
  if (typeof connection !== 'object' || connection === null || !('stream' in connection)) return null;
  return connection.stream instanceof Writable ? connection.stream : null;
}
