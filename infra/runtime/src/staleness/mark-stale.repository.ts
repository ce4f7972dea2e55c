import type { ClientBase } from 'pg';
import { writesTag, type CacheKey } from '../cache/cache.js';
import { rememberMarked } from '../database/writes/marked-tags.js';
import type { TeamTransaction } from '../database/team-database.js';

/** As many as one row holds, rounded down. */
const tagsOfRowMax = 500;

/**
 * Notes in the transaction that values stored with these tags of public data are old once it commits. The caches are told
 * after the commit, and of a transaction that is rolled back never.
 */
export async function markStale(tx: TeamTransaction, tags: readonly CacheKey[]): Promise<void> {
  for (const row of rowsOf(tags)) await tx.$executeRaw`insert into app.stale_tag (tags) values (${row})`;
  rememberMarked(tx, tags);
}

/** {@link markStale} on a plain connection whose transaction was opened with `startMarking`. */
export async function markStaleInBulk(client: ClientBase, tags: readonly CacheKey[]): Promise<void> {
  for (const row of rowsOf(tags)) await client.query('insert into app.stale_tag (tags) values ($1)', [row]);
  rememberMarked(client, tags);
}

/** Every row also has the tag of all public writes, for what does not know of which values it is made. */
function rowsOf(tags: readonly CacheKey[]): CacheKey[][] {
  const rows: CacheKey[][] = [];
  for (let start = 0; start < tags.length; start += tagsOfRowMax)
    rows.push([writesTag('public'), ...tags.slice(start, start + tagsOfRowMax)]);
  return rows;
}
