import type { Pool } from 'pg';

/**
 * Lets a process outlive the connections of a pool. An idle one that breaks is replaced by the pool, and one that breaks
 * in use fails its statement; without listeners either would end the process.
 *
 * @param onIdleError - hears of idle ones that broke; nobody does when it is left out.
 */
export function outliveConnections(pool: Pool, onIdleError: (error: Error) => void = () => undefined): void {
  pool.on('error', onIdleError);
  pool.on('connect', (client) => client.on('error', () => undefined));
}
