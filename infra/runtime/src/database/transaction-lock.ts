import type { TeamTransaction } from './team-database.js';

/**
 * Makes transactions that lock the same name wait for each other, until this one ends. For limits and choices that two
 * at once would pass: count and insert behind the lock. `name` holds what is locked and whose: `export:<team id>`.
 */
export async function lockUntilCommit(tx: TeamTransaction, name: string): Promise<void> {
  await tx.$queryRaw`select 1 as locked from (select pg_advisory_xact_lock(hashtextextended(${name}, 7))) as lock`;
}
