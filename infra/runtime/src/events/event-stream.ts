import type { SubgraphName } from '../auth/subgraph-names.js';
import type { Cache } from '../cache/cache.js';
import { openDatabase, roleOfSubgraph, urlOfWorkerAs, type HubDatabase } from '../database/database.js';
import { openWorkerPool } from '../database/open-worker-pool.js';
import { isOutageTrouble } from '../jobs/job-trouble.js';
import type { Logger, Metrics, StoreWatch } from '../telemetry/telemetry.js';
import type { Reader } from './define-reader.js';
import { createReaderLoop, type ReaderLoop } from './reader-loop.js';
import { makePartitions, readFigures, seal } from './sealer.repository.js';

/** A reader, and the subgraph whose rows it writes. */
export interface SubgraphReader {
  readonly subgraph: SubgraphName;
  readonly reader: Reader;
}

/** What the stream works with. */
export interface EventStreamOptions {
  /** Database URL of svc_worker. */
  readonly url: string;
  readonly readers: readonly SubgraphReader[];
  readonly cache: Cache;
  readonly logger: Logger;
  /** The watch of the database, which says once that it is away. */
  readonly database: StoreWatch;
  readonly metrics?: Metrics;
  /** Wait before a reader tries again, given its failures in a row. Default: 1 s, then twice as long each time, at most 30 s. */
  readonly retryDelayMs?: (failures: number) => number;
  /** Milliseconds between two looks at how far readers are behind. Default 15 s. */
  readonly figuresEveryMs?: number;
  /** Milliseconds that a reader is left alone while there is nothing that it wants. Default 1 s. */
  readonly passEveryMs?: number;
}

/** The sealer and the readers of one process. */
export interface EventStream {
  /** Waits for what is under way. Never rejects. */
  stop(): Promise<void>;
}

const batchMax = 2_000;
/** So far behind the last number the sealer looks for events that were written before it and committed after it. */
const hintBehind = 2_000n;
const fullLookEveryMs = 2_000;
const partitionsEveryMs = 3_600_000;
const idleAfterMs = 10_000;
/** The first event after a pause has its place soon; of many that follow each other more are given theirs at once. */
const pauseMs = { busy: 25, afterSealing: 100, idle: 250, afterFailure: 1_000 };

/**
 * Gives committed events their places, and wakes the readers. Every process with a worker may run one: the database lets
 * one sealer through at a time, and one process read under each name. Long because its steps share when each was last taken.
 */
export function startEventStream(options: EventStreamOptions): EventStream {
  const { url, logger, database, metrics, figuresEveryMs = 15_000 } = options;
  const pool = openWorkerPool({ url, part: 'events', answerMaxMs: 10_000 });
  const { loops, databases } = openReaders(options);
  let from = 0n;
  let lookedAt = -Infinity;
  let activeAt = performance.now();
  let figuresAt = -Infinity;
  let partitionsAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let isFailing = false;

  async function pass(): Promise<number> {
    const now = performance.now();
    if (now - partitionsAt >= partitionsEveryMs) {
      await makePartitions(pool);
      partitionsAt = now;
    }
    const isFullLook = now - lookedAt >= fullLookEveryMs;
    const { count, number, newest, types } = await seal(pool, { max: batchMax, from: isFullLook ? 0n : from });
    if (isFullLook) lookedAt = now;
    if (number - hintBehind > from) from = number - hintBehind;
    if (count > 0) {
      activeAt = now;
      metrics?.stream.sealed(count);
    }
    for (const loop of loops) loop.wake(newest, types ?? []);
    if (metrics && now - figuresAt >= figuresEveryMs) {
      metrics.stream.stream(await readFigures(pool));
      figuresAt = now;
    }
    if (count >= batchMax) return 0;
    if (count > 0) return pauseMs.afterSealing;
    return now - activeAt > idleAfterMs ? pauseMs.idle : pauseMs.busy;
  }

  async function passOrRest(): Promise<number> {
    try {
      const pause = await pass();
      database.answered();
      if (isFailing) logger.warn({ event: 'events_sealed_again' }, 'Events are given their places again.');
      isFailing = false;
      return pause;
    } catch (error) {
      if (!isOutageTrouble(error, database) && !isFailing) {
        logger.error({ event: 'events_unsealed', err: error }, 'Events are not given their places. Writes go on.');
        isFailing = true;
      }
      return pauseMs.afterFailure;
    }
  }

  let passing = Promise.resolve();
  const next = (): void => {
    passing = passOrRest().then((pause) => {
      if (!isStopped) timer = setTimeout(next, pause).unref();
    });
  };
  next();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await passing;
      await Promise.all(loops.map((loop) => loop.stop()));
      await Promise.all(databases.map((opened) => opened.close()));
      await pool.end().catch(() => undefined);
    },
  };
}

/** Readers of one subgraph share a database, opened with the rights of the subgraph's role. */
function openReaders(options: EventStreamOptions): { loops: ReaderLoop[]; databases: HubDatabase[] } {
  const { url, readers, cache, logger, retryDelayMs = doubling, passEveryMs = 1_000 } = options;
  const bySubgraph = Map.groupBy(readers, ({ subgraph }) => subgraph);
  const opened = [...bySubgraph].map(([subgraph, own]) => {
    const role = roleOfSubgraph[subgraph];
    const database = openDatabase({ role, url: urlOfWorkerAs(url, role), poolSizeMax: own.length });
    const loops = own.map(({ reader }) =>
      createReaderLoop({
        reader,
        database: database.as({ kind: 'system', name: reader.name, teamId: null }),
        cache,
        logger: logger.child({ subgraph }),
        retryDelayMs,
        passEveryMs,
      }),
    );
    return { database, loops };
  });
  return { loops: opened.flatMap(({ loops }) => loops), databases: opened.map(({ database }) => database) };
}

function doubling(failures: number): number {
  return Math.min(30_000, 1_000 * 2 ** Math.max(0, failures - 1));
}
