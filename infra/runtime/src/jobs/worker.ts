import type { Logger, Metrics, StoreWatch } from '../telemetry/telemetry.js';
import { startCrew } from './crew.js';
import { startHeart } from './heart.js';
import type { Rhythm } from './pulse.js';
import { superviseCrew, type CrewSupervisor, type WorkerState } from './supervise-crew.js';
import type { JobWithScope } from './task-list.js';

/** What a worker needs. */
export interface WorkerOptions {
  /** Database URL of svc_worker. */
  readonly url: string;
  readonly jobs: readonly JobWithScope[];
  /** Jobs at most at one time, all lanes together. */
  readonly concurrency: number;
  readonly logger: Logger;
  /** The watch of the database, which says once that it is away. */
  readonly database: StoreWatch;
  readonly metrics?: Metrics;
  /** How often it shows that it lives; tests make it short. */
  readonly rhythm?: Partial<Rhythm>;
  /** Wait before a failed runner is started again, given the failures in a row. */
  readonly restartDelayMs?: (failures: number) => number;
}

/** A worker: it runs, or is about to run again. */
export interface Worker {
  state(): WorkerState;
  /** True when an error that nobody caught came out of the queue's runner; that is then replaced. */
  recover(error: unknown): boolean;
  /** Takes no more jobs and waits for those that run, 8 s at most; what is cut off is given back for another worker. */
  stop(): Promise<void>;
}

const stopGraceMs = 8_000;

/**
 * Runs jobs as they arrive. A job that fails is tried again with exponential backoff until its attempts are used up, then
 * stays in the queue's table as a dead letter for people to look at. When the database is lost the runner is started again
 * until it is back; the process is never at stake.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { url, jobs, concurrency, logger, database, metrics, rhythm, restartDelayMs } = options;
  let supervisor: CrewSupervisor | null = null;
  const heart = startHeart({
    url,
    logger,
    database,
    onTakenForDead: () => supervisor?.replace('Other workers have taken this one for dead.'),
    onGivenBack: (count) => metrics?.worker.givenBack(count),
    onQueue: (lanes) => metrics?.worker.queue(lanes),
    ...(rhythm && { rhythm }),
  });
  const kept = await superviseCrew({
    start: () =>
      startCrew({ url, jobs, places: concurrency, logger, database, onJobEnd: (...end) => metrics?.job(...end) }),
    logger,
    database,
    onStart(crew) {
      heart.add(crew);
      metrics?.worker.up(true);
    },
    onDrained: (crew) => heart.release(crew),
    onRestart() {
      metrics?.worker.up(false);
      metrics?.worker.restarted();
    },
    ...(restartDelayMs && { delayMs: restartDelayMs }),
  });
  supervisor = kept;
  let stopping: Promise<void> | null = null;
  return {
    state: kept.state,
    recover(error) {
      const isOfQueue = error instanceof Error && error.stack?.includes('graphile-worker') === true;
      if (isOfQueue) kept.replace(`An error that nobody caught: ${error.message}`);
      return isOfQueue;
    },
    stop: () => (stopping ??= stop()),
  };

  async function stop(): Promise<void> {
    metrics?.worker.up(false);
    let cutOff: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (cutOff = setTimeout(resolve, stopGraceMs)));
    await Promise.race([kept.stop(), late]);
    clearTimeout(cutOff);
    kept.abandon();
    await heart.stop();
  }
}
