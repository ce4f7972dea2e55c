import { startMarking, takeMarked, type BulkPool } from '@hub/runtime/database';
import type { ClientBase, Pool, PoolClient } from 'pg';

/** A connection on which the importer's statements run. */
export type SqlClient = ClientBase;

/**
 * Lends a connection for some work. One that breaks meanwhile fails the work and is not used again.
 */
export async function withClient<Value>(pool: Pool, work: (client: PoolClient) => Promise<Value>): Promise<Value> {
  const client = await pool.connect();
  let isBroken = false;
  // A connection that breaks in use announces it twice: the failed statement is enough.
  const note = (): void => {
    isBroken = true;
  };
  client.on('error', note);
  try {
    return await work(client);
  } finally {
    if (!isBroken) client.off('error', note);
    client.release(isBroken);
  }
}

/**
 * Runs work in one transaction: all of it or nothing. `settings` are set for its length. After the commit the caches are
 * told what was marked as old.
 */
export async function inTransaction<Value>(
  pool: BulkPool,
  settings: string,
  work: (client: PoolClient) => Promise<Value>,
): Promise<Value> {
  const { value, tags } = await withClient(pool, async (client) => {
    startMarking(client);
    await client.query(`begin; ${settings}`);
    try {
      const done = await work(client);
      await client.query('commit');
      return { value: done, tags: takeMarked(client) };
    } catch (error) {
      // When even this fails the connection is gone, and with it the transaction.
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  });
  if (tags.length > 0) await pool.onCommitted?.({ teamId: null, tags });
  return value;
}
