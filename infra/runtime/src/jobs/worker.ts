import { Logger as WorkerLogger, parseCronItems, run } from 'graphile-worker';
import type { ParsedCronItem, Task, TaskList } from 'graphile-worker';
import pg from 'pg';
import { z } from 'zod';
import type { Actor } from '../auth/actor.js';
import { ownRoleOnly } from '../database/own-role.js';
import type { RequestScope } from '../service/request-scope.js';
import type { Job } from './define-job.js';

/** What a worker needs. */
export interface WorkerOptions {
  /** Database URL of svc_worker. */
  readonly url: string;
  readonly jobs: readonly JobWithScope[];
  /** Jobs at most at one time. */
  readonly concurrency: number;
  readonly onError: (message: string, error?: unknown) => void;
}

/** A job and the scope it runs in: the stores of the subgraph that owns it. */
export interface JobWithScope {
  readonly job: Job;
  readonly scopeOf: (request: { actor: Actor; requestId: string }) => RequestScope;
}

/** A running worker. */
export interface Worker {
  /** Waits for running jobs (10 s at most), then stops; jobs cut off are queued again. */
  stop(): Promise<void>;
}

const stopGraceMs = 8_000;
const teamOfJob = z.looseObject({ teamId: z.uuid().nullish() });

/**
 * Runs jobs as they arrive. A job that fails is tried again with exponential backoff until its
 * attempts are used up, then stays in the queue's table as a dead letter for people to look at.
 */
export async function startWorker({ url, jobs, concurrency, onError }: WorkerOptions): Promise<Worker> {
  const pool = new pg.Pool({
    connectionString: url,
    max: concurrency + 2,
    connectionTimeoutMillis: 2_000,
    verify: ownRoleOnly('svc_worker'),
  });
  pool.on('error', (error) => onError('The job queue lost a connection.', error));
  // The queue warns unless connections in use have a listener too; the statement that runs there rejects as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: quietLogger(onError),
    taskList: taskListOf(jobs),
    parsedCronItems: cronOf(jobs),
  });
  return {
    async stop() {
      // A job that does not end in time is given back to the queue, for another worker or the next start.
      const cutOff = setTimeout(() => void runner.kill('the worker is stopping').catch(() => undefined), stopGraceMs);
      await runner.stop().finally(() => clearTimeout(cutOff));
      if (!pool.ended) await pool.end();
    },
  };
}

/** Tasks by name, for the worker and for tests that run one job by hand. */
export function taskListOf(jobs: readonly JobWithScope[]): TaskList {
  return Object.fromEntries(jobs.map(({ job, scopeOf }): [string, Task] => [job.name, taskOf(job, scopeOf)]));
}

// A job that still waits is replaced, so a worker that was away for long finds one and not hundreds.
function cronOf(jobs: readonly JobWithScope[]): ParsedCronItem[] {
  return parseCronItems(
    jobs.flatMap(({ job }) =>
      job.cron === undefined
        ? []
        : [{ task: job.name, match: job.cron, options: { jobKey: `cron:${job.name}`, jobKeyMode: 'replace' } }],
    ),
  );
}

function taskOf(job: Job, scopeOf: JobWithScope['scopeOf']): Task {
  return async (payload, helpers) => {
    const { teamId } = teamOfJob.parse(payload);
    const actor: Actor = { kind: 'system', name: job.name, teamId: teamId ?? null };
    await job.run(job.schema.parse(payload), scopeOf({ actor, requestId: `job-${helpers.job.id}` }));
  };
}

function quietLogger(onError: WorkerOptions['onError']): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    if (level === 'error' || level === 'warning') onError(message, meta?.['error']);
  });
}
