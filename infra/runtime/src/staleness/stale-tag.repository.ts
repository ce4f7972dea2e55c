import type { Pool } from 'pg';
import { isCacheKey, type CacheKey } from '../cache/cache.js';

/** Tags of commits that the caches may not have been told of. */
export interface StaleTags {
  readonly ids: readonly string[];
  readonly tags: readonly CacheKey[];
}

/** The oldest of them. What is no tag is left out, and deleted with the rest. */
export async function findStaleTags(pool: Pool, limit: number): Promise<StaleTags> {
  const { rows } = await pool.query<{ id: string; tags: string[] }>(
    'select id, tags from app.stale_tag order by id limit $1',
    [limit],
  );
  const tags = new Set(rows.flatMap((row) => row.tags).filter(isCacheKey));
  return { ids: rows.map(({ id }) => id), tags: [...tags] };
}

/** Deletes what has been told. */
export async function deleteStaleTags(pool: Pool, ids: readonly string[]): Promise<void> {
  await pool.query('delete from app.stale_tag where id = any ($1)', [ids]);
}
