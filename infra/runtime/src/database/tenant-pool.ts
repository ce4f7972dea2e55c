import pg, { type PoolClient, type PoolConfig, type QueryConfig, type QueryResult } from 'pg';
import { outliveConnections } from './connections/broken-connections.js';
import { socketOf } from './connections/client-socket.js';
import { currentReach, openingOf } from './reach.js';
import { withListsAsArrays } from './list-parameters.js';
import { guardAgainstSilence } from './connections/silent-connections.js';
import { withStatementSpan } from './statement-span.js';
import { plainClient, transactionClient } from './transaction-client.js';

/** The pool, and how to end what is left of it when the server does not say goodbye. */
export type TenantPool = pg.Pool & { readonly endConnections: () => void };

const lastResortFactor = 10;

/**
 * A pool that opens every statement's transaction with the reach already set, in the same message
 * as `begin`: a team's read costs three round trips and needs no interactive transaction, and a
 * connection that goes back to the pool carries nothing, because the settings end with the
 * transaction.
 *
 * A statement without a reach is refused with `TENANT_CONTEXT_MISSING` before it is sent. A server that says nothing is
 * not waited for: `silent-connections.ts`.
 */
export function createTenantPool({ connectionTimeoutMillis: patienceMs = 0, ...config }: PoolConfig): TenantPool {
  // The pool's own clock runs on while this process stands still, so it is only the last resort.
  const pool = new pg.Pool({ ...config, connectionTimeoutMillis: lastResortFactor * patienceMs });
  const { acquire, close } = guardAgainstSilence(pool, { connect: pool.connect.bind(pool), patienceMs });
  outliveConnections(pool);
  pool.on('release', (_error, client) => plainClient(client));

  // Prisma calls query() for a single statement and connect() for an interactive transaction.
  return Object.assign(pool, {
    async query(statement: string | QueryConfig, values?: unknown[]): Promise<QueryResult> {
      const opening = openingOf(currentReach());
      const client = await acquire();
      return withStatementSpan(statement, () => runAlone(client, opening, statement, values));
    },
    async connect(): Promise<PoolClient> {
      const reach = currentReach();
      return transactionClient(await acquire(), reach);
    },
    endConnections: close,
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
  const sent = typeof statement === 'string' ? statement : withListsAsArrays(statement);
  const socket = socketOf(client);
  socket?.cork();
  const answers = [client.query(opening), client.query(sent, values), client.query('commit')] as const;
  socket?.uncork();
  const [opened, answered, closed] = await Promise.allSettled(answers);
  // A connection whose transaction did not open or close is in an unknown state: it is not reused.
  client.release(opened.status === 'rejected' || closed.status === 'rejected');
  if (opened.status === 'rejected') throw opened.reason;
  if (answered.status === 'rejected') throw answered.reason;
  if (closed.status === 'rejected') throw closed.reason;
  return answered.value;
}
