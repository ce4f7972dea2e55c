import type { Cache } from '../cache/cache.js';
import { isOutage } from '../errors/errors.js';
import { tellCaches } from '../staleness/staleness.js';
import { enrol, runSlice, sliceSizes, type ReaderRun } from './run-reader.service.js';

/** A reader that follows the stream. */
export interface ReaderLoop {
  /**
   * Says how far the stream is, and which types of events were given a place in this process. Returns at once. The reader
   * reads on if it wants one of them; otherwise it passes over what came now and then, which finds what others have sealed.
   */
  wake(newest: bigint, types: readonly string[]): void;
  /** Waits for the slice under way. Never rejects. */
  stop(): Promise<void>;
}

/** What a loop works with. */
export interface ReaderLoopOptions extends ReaderRun {
  readonly cache: Cache;
  /** Wait before another try, given the failures in a row. */
  readonly retryDelayMs: (failures: number) => number;
  /** Milliseconds from one slice to the next while nothing is known to be wanted. */
  readonly passEveryMs: number;
}

/** A slice that took longer is not made larger: its rows stay locked while it is handled. */
const quickSliceMs = 500;

/** Follows the stream with one reader: as far as it goes, and again when woken. */
export function createReaderLoop({ cache, retryDelayMs, passEveryMs, ...run }: ReaderLoopOptions): ReaderLoop {
  const { reader, logger } = run;
  const handledTypes = new Set(reader.handlers.map(({ type }) => type));
  let reached = -1n;
  let target = -1n;
  let newestHandled = -1n;
  let readAt = -Infinity;
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
      readAt = performance.now();
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
    wake(newest, types) {
      if (newest > target) target = newest;
      if (types.some((type) => handledTypes.has(type))) newestHandled = newest;
      if (isStopped || running !== null || reached >= target || performance.now() < notBefore) return;
      if (reached >= newestHandled && performance.now() - readAt < passEveryMs) return;
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
