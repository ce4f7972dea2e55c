import { writesTag, type Cache } from '../cache/cache.js';
import type { Committed } from '../database/database.js';

/** Tells all processes of a commit. Call it after the commit. Never throws. */
export async function tellCaches(cache: Cache, { teamId, tags }: Committed): Promise<void> {
  const all = [...tags, ...(teamId === null ? [] : [writesTag(teamId)])];
  if (all.length > 0) await cache.invalidate({ tags: all });
}
