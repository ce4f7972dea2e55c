import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { defineJob, startWorker, type Job, type JobWithScope, type Worker } from '@hub/runtime/jobs';
import type { RequestScope } from '@hub/runtime/service';
import { createLogger, createMetrics, createOutages, type Metrics } from '@hub/runtime/telemetry';
import { z } from 'zod';
import { testDatabase, type TestDatabase } from '../kit/database.js';

/** Fast enough for tests: a worker is dead after a second. */
export const rhythm = { beatEveryMs: 100, deadAfterMs: 1_000, countEveryMs: 100 };

const tag = z.object({ tag: z.string() });

/** A queue of a test's own, with workers and jobs that the test holds in its hands. */
export async function openQueue() {
  const database = await testDatabase();
  const workers: Worker[] = [];
  const children: ChildProcess[] = [];
  return {
    database,
    /** Queues by the door that services use. */
    add: (task: string, name: string, { lane = 'interactive', queue = null, attemptsMax = 10 }: AddOptions = {}) =>
      database.sql(`select app.enqueue_job($1, jsonb_build_object('tag', $2::text), null, $3, null, $4, $5)`, [
        task,
        name,
        queue,
        attemptsMax,
        lane,
      ]),
    /** Jobs that are left, in the order in which they were queued. */
    jobs: () =>
      database.sql<{ tag: string; attempts: number; isLocked: boolean; error: string | null }>(
        `select payload ->> 'tag' as tag, attempts, locked_by is not null as "isLocked", last_error as error
         from graphile_worker._private_jobs order by id`,
      ),
    async work(jobs: readonly Job[], options: WorkOptions = {}) {
      const log: string[] = [];
      const metrics = createMetrics({ service: 'test', withProcess: false });
      const logger = createLogger({ service: 'test', destination: { write: (line: string) => void log.push(line) } });
      const worker = await startWorker({
        url: options.url ?? database.urlOf('svc_worker'),
        jobs: jobs.map(withScope),
        concurrency: options.places ?? 4,
        logger,
        database: createOutages({ logger }).of('PostgreSQL'),
        metrics,
        rhythm,
        restartDelayMs: () => 50,
      });
      workers.push(worker);
      return { worker, metrics, log };
    },
    /** A worker in a process of its own, which runs `hold` jobs without end, and dies of `die` jobs. */
    async workElsewhere(): Promise<ChildProcess> {
      const child = workerProcess(database);
      children.push(child);
      await new Promise<void>((resolve) => child.once('message', () => resolve()).once('exit', () => resolve()));
      return child;
    },
    async close() {
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(workers.map((worker) => worker.stop()));
      await database.drop();
    },
  };
}

interface AddOptions {
  readonly lane?: string;
  readonly queue?: string | null;
  readonly attemptsMax?: number;
}

interface WorkOptions {
  readonly url?: string;
  readonly places?: number;
}

/** A job that tells the test what it runs. */
export function jobNamed(name: string, run: (tag: string) => Promise<void> | void): Job {
  const job = defineJob({ name, schema: tag, run: async (payload) => run(payload.tag) });
  return { ...job, run: (payload, scope) => job.run(tag.parse(payload), scope) };
}

/** A gate that jobs wait at until the test opens it. */
export function gate() {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return { opened: promise, open: () => resolve(undefined) };
}

/** The value of a series as the metrics endpoint shows it; null when there is none. */
export async function figure(metrics: Metrics, series: string): Promise<number | null> {
  const { body } = await metrics.render();
  const line = body.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? null : Number(line.split(' ').at(-1));
}

export function withScope(job: Job): JobWithScope {
  return { job, scopeOf: () => ({}) as RequestScope };
}

function workerProcess(database: TestDatabase): ChildProcess {
  const fixture = fileURLToPath(new URL('./fixtures/worker.fixture.ts', import.meta.url));
  const { NODE_OPTIONS: _unused, ...env } = process.env;
  return spawn(process.execPath, ['--import', 'tsx', fixture, database.urlOf('svc_worker')], {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}
