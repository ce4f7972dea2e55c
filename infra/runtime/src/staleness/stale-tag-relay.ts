import type pg from 'pg';
import type { Cache } from '../cache/cache.js';
import { openWorkerPool } from '../database/open-worker-pool.js';
import { isOutageTrouble } from '../jobs/job-trouble.js';
import type { Logger, StoreWatch } from '../telemetry/telemetry.js';
import { deleteStaleTags, findStaleTags } from './stale-tag.repository.js';

/** What a relay works with. */
export interface StaleTagRelayOptions {
  /** Database URL of svc_worker. */
  readonly url: string;
  readonly cache: Cache;
  readonly logger: Logger;
  /** The watch of the database, which says once that it is away. */
  readonly database: StoreWatch;
  /** Milliseconds between two looks. Default 1000. */
  readonly everyMs?: number;
}

/** Tells the caches of commits whose own process may have died. */
export interface StaleTagRelay {
  /** Waits for the look under way. Never rejects. */
  stop(): Promise<void>;
}

const rowsAtOnceMax = 200;

/**
 * Every second: tells the caches of every commit that marked something, deletes what was told, and says (`Cache.beat`)
 * that nothing is left. Several relays at once do no harm. While Redis or the database is away the rows stay.
 */
export function startStaleTagRelay(options: StaleTagRelayOptions): StaleTagRelay {
  const { url, cache, logger, database, everyMs = 1_000 } = options;
  const pool = openWorkerPool({ url, part: 'stale-tags', answerMaxMs: 5_000 });
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function look(): Promise<void> {
    try {
      const isAllTold = await tellAll(pool, cache);
      database.answered();
      if (isAllTold) await cache.beat();
    } catch (error) {
      if (!isOutageTrouble(error, database))
        logger.error({ event: 'stale_tags_unread', err: error }, 'Caches could not be told of commits.');
    }
  }

  let looking = Promise.resolve();
  const next = (): void => {
    looking = look().then(() => {
      if (!isStopped) timer = setTimeout(next, everyMs).unref();
    });
  };
  next();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await looking;
      await pool.end().catch(() => undefined);
    },
  };
}

/** False when Redis did not hear of it. */
async function tellAll(pool: pg.Pool, cache: Cache): Promise<boolean> {
  for (;;) {
    const { ids, tags } = await findStaleTags(pool, rowsAtOnceMax);
    if (ids.length === 0) return true;
    if (tags.length > 0 && !(await cache.invalidate({ tags }))) return false;
    await deleteStaleTags(pool, ids);
  }
}
