import { EventEmitter } from 'node:events';
import { run, type Runner, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import { openWorkerPool } from '../database/open-worker-pool.js';
import type { Logger, StoreWatch } from '../telemetry/telemetry.js';
import { isSilence } from './job-trouble.js';
import { createJobLog } from './job-log.js';
import { runnerPlans, type RunnerPlan } from './lanes.js';
import { queueLogger } from './queue-logger.js';
import { cronItemsOf, taskListOf, type JobObserver, type JobWithScope } from './task-list.js';

/** What a crew works with. */
export interface CrewOptions {
  /** Database URL of svc_worker. */
  readonly url: string;
  readonly jobs: readonly JobWithScope[];
  /** Jobs at most at one time, all lanes together. */
  readonly places: number;
  readonly logger: Logger;
  /** Hears that the database is away. */
  readonly database: StoreWatch;
  readonly onJobEnd: JobObserver;
}

/** The runners of all lanes over one pool of connections: they start together and are replaced together. */
export interface Crew {
  /** What the queue writes into `locked_by` for jobs that this crew runs. */
  readonly ids: readonly string[];
  /** Resolves when a runner can no longer be trusted. Pending as long as all is well. */
  readonly failed: Promise<Error>;
  /** Calls the crew off from outside. */
  fail(reason: string): void;
  /** Takes no more jobs and resolves when those that run have ended. Never rejects; may be called again. */
  drain(): Promise<void>;
  /** Gives up on jobs that do not end: closes the connections. */
  abandon(): void;
  /** Ids of the jobs that ended well lately: the end of the last ones may not have reached the database. */
  readonly succeeded: () => readonly string[];
  /** Ids of the jobs that run, and of those that ended so lately that the database may not know yet. */
  readonly held: () => readonly string[];
}
const batchMs = 5;
/** The statements of the queue take milliseconds. One that takes so long is not answered. */
const answerMaxMs = 5_000;

/** Starts the runners of all lanes. @throws what the database throws when it is away. */
export async function startCrew(options: CrewOptions): Promise<Crew> {
  const { url, jobs, places, logger, database, onJobEnd } = options;
  const plans = runnerPlans(places);
  const pool = openPool(url, places + plans.length + 1, logger);
  const failed = Promise.withResolvers<Error>();
  const ids: string[] = [];
  const log = createJobLog();
  const runners: Runner[] = [];
  const taskList = taskListOf(jobs, onJobEnd);
  let draining: Promise<void> | null = null;
  const drain = (): Promise<void> => (draining ??= drainAll(runners, pool));
  try {
    for (const plan of plans) {
      const events: WorkerEvents = new EventEmitter();
      events.on('pool:create', ({ workerPool }) => ids.push(workerPool.id));
      events.on('pool:fatalError', ({ action, error }) =>
        failed.resolve(new Error(`The queue failed at ${action}.`, { cause: error })),
      );
      // Its connection would be used again, and be silent again.
      events.on('worker:getJob:error', ({ error }) => {
        if (isSilence(error)) failed.resolve(new Error('The queue does not answer.', { cause: error }));
      });
      events.on('pool:gracefulShutdown', ({ message }) => failed.resolve(new Error(message)));
      events.on('job:start', ({ job }) => log.started(job.id));
      events.on('job:success', ({ job }) => log.succeeded(job.id));
      events.on('job:complete', ({ job }) => log.ended(job.id));
      const runner = await run(
        runnerOptions({ plan, pool, taskList, jobs, events, logger: queueLogger(logger, database) }),
      );
      runners.push(runner);
      runner.promise.then(
        () => failed.resolve(new Error('A runner ended.')),
        (error: unknown) => failed.resolve(new Error('A runner ended.', { cause: error })),
      );
    }
  } catch (error) {
    await drain();
    throw error;
  }
  return {
    ids,
    failed: failed.promise,
    fail: (reason) => failed.resolve(new Error(reason)),
    drain,
    abandon: () => endPool(pool),
    succeeded: log.lately,
    held: log.held,
  };
}

function openPool(url: string, max: number, logger: Logger): pg.Pool {
  return openWorkerPool({
    url,
    part: 'queue',
    answerMaxMs,
    max,
    // The indexes of the lanes are found only by plans that know which flags are skipped.
    sessionOptions: '-c plan_cache_mode=force_custom_plan',
    onLost: (error) => logger.debug({ err: error }, 'The job queue lost a connection.'),
  });
}

function runnerOptions({
  plan,
  pool,
  taskList,
  jobs,
  logger,
  events,
}: {
  plan: RunnerPlan;
  pool: pg.Pool;
  taskList: ReturnType<typeof taskListOf>;
  jobs: readonly JobWithScope[];
  logger: ReturnType<typeof queueLogger>;
  events: WorkerEvents;
}): Parameters<typeof run>[0] {
  return {
    pgPool: pool,
    concurrency: plan.places,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger,
    taskList,
    events,
    ...(plan.skips.length > 0 && { forbiddenFlags: [...plan.skips] }),
    // One scheduler is enough.
    parsedCronItems: plan.lane === 'schedule' ? cronItemsOf(jobs) : [],
    preset: {
      // Not for speed alone: without a batch the queue does not look after the promise that writes how a job ended. When
      // that fails, nobody hears of it but the process, and the job stays locked by a runner that lives. Killed before
      // the batch is written, a job runs once more, as it would when killed before its last statement.
      worker: { completeJobBatchDelay: batchMs, failJobBatchDelay: batchMs },
    },
  };
}

async function drainAll(runners: readonly Runner[], pool: pg.Pool): Promise<void> {
  await Promise.all(
    runners.map(async (runner) => {
      // One that has given up by itself refuses to stop, and drains all the same.
      await runner.stop().catch(() => undefined);
      await runner.promise.catch(() => undefined);
    }),
  );
  endPool(pool);
}

function endPool(pool: pg.Pool): void {
  // It would wait for connections in use, and one that hangs is not worth waiting for.
  if (!pool.ending) void pool.end().catch(() => undefined);
}
