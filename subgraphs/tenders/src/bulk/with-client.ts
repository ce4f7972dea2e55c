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

/** Runs work in one transaction: all of it or nothing. `settings` are set for its length. */
export function inTransaction<Value>(
  pool: Pool,
  settings: string,
  work: (client: PoolClient) => Promise<Value>,
): Promise<Value> {
  return withClient(pool, async (client) => {
    await client.query(`begin; ${settings}`);
    try {
      const value = await work(client);
      await client.query('commit');
      return value;
    } catch (error) {
      // When even this fails the connection is gone, and with it the transaction.
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  });
}
