import type { Cache } from '../cache/cache.js';
import { isOutage } from '../errors/errors.js';
import { tellCaches } from '../staleness/staleness.js';
import { enrol, runSlice, sliceSizes, type ReaderRun } from './run-reader.service.js';

/** A reader that follows the stream. */
export interface ReaderLoop {
  /** Says how far the stream is. Returns at once; the reader reads on if it is behind. */
  wake(newest: bigint): void;
  /** Waits for the slice under way. Never rejects. */
  stop(): Promise<void>;
}

/** What a loop works with. */
export interface ReaderLoopOptions extends ReaderRun {
  readonly cache: Cache;
  /** Wait before another try, given the failures in a row. */
  readonly retryDelayMs: (failures: number) => number;
}

/** A slice that took longer is not made larger: its rows stay locked while it is handled. */
const quickSliceMs = 500;

/** Follows the stream with one reader: as far as it goes, and again when woken. */
export function createReaderLoop({ cache, retryDelayMs, ...run }: ReaderLoopOptions): ReaderLoop {
  const { reader, logger } = run;
  let reached = -1n;
  let target = -1n;
  let failures = 0;
  let notBefore = 0;
  let isEnrolled = false;
  let isStopped = false;
  let running: Promise<void> | null = null;

  async function readOn(): Promise<void> {
    if (!isEnrolled) await enrol(run);
    isEnrolled = true;
    let size: number = sliceSizes.usual;
    while (!isStopped && reached < target) {
      const startedAt = performance.now();
      const { position, teams, hasFailed } = await runSlice(run, size);
      size = performance.now() - startedAt < quickSliceMs ? sliceSizes.behind : sliceSizes.usual;
      for (const teamId of teams) await tellCaches(cache, { teamId, tags: [] });
      if (position !== null) reached = position;
      if (hasFailed || position === null) return rest(hasFailed);
      failures = 0;
    }
  }

  /** After a failure it tries again soon; behind another process that reads under its name it looks now and then. */
  function rest(hasFailed: boolean): void {
    failures = hasFailed ? failures + 1 : 0;
    notBefore = performance.now() + retryDelayMs(failures);
  }

  return {
    wake(newest) {
      if (newest > target) target = newest;
      if (isStopped || running !== null || reached >= target || performance.now() < notBefore) return;
      running = readOn()
        .catch((error: unknown) => {
          if (!isOutage(error))
            logger.error({ event: 'reader_failed', reader: reader.name, err: error }, 'A reader failed.');
          rest(true);
        })
        .finally(() => (running = null));
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}
