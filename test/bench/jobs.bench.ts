import { setTimeout as pause } from 'node:timers/promises';
import { urlOfRole } from '@hub/runtime/database';
import { defineJob, startWorker, type Job } from '@hub/runtime/jobs';
import type { RequestScope } from '@hub/runtime/service';
import { createLogger, createOutages } from '@hub/runtime/telemetry';
import { z } from 'zod';
import { median, type Bench } from './bench.js';
import { benchDatabase, onServer } from './database.js';

const bulkJobs = 100_000;
const bulkJobMs = 50;
const interactiveCount = 20;
const places = 4;

/** How long a job that somebody waits for waits itself, and one of the clock, while 100,000 bulk jobs wait and some run. */
export const bench: Bench = async (context) => {
  const { url, rolePasswords } = await benchDatabase(context, 'hub_bench_jobs');
  const started = new Map<string, number>();
  let bulkDone = 0;
  const bulk = defineJob({
    name: 'bench:bulk',
    schema: z.object({}),
    async run() {
      await pause(bulkJobMs);
      bulkDone += 1;
    },
  });
  const interactiveJob = defineJob<unknown>({
    name: 'bench:interactive',
    schema: z.object({ name: z.string() }),
    run: async (payload) => void started.set(z.object({ name: z.string() }).parse(payload).name, performance.now()),
  });
  await onServer(url, (client) =>
    client.query(
      `select app.enqueue_jobs('bench:bulk', array_agg('{}'::jsonb), array_agg(n::text), 10, 'bulk') from generate_series(1, $1) n`,
      [bulkJobs],
    ),
  );
  context.say(`${bulkJobs} bulk jobs wait`);

  const logger = createLogger({ service: 'bench', level: 'warn' });
  const worker = await startWorker({
    url: urlOfRole(url, 'svc_worker', rolePasswords.svc_worker),
    jobs: [bulk, interactiveJob].map((job: Job) => ({ job, scopeOf: () => ({}) as RequestScope })),
    concurrency: places,
    logger,
    database: createOutages({ logger }).of('PostgreSQL'),
  });
  context.onEnd(() => worker.stop());
  while (bulkDone === 0) await pause(10);

  const waits: Record<string, number[]> = { interactive: [], schedule: [] };
  const beganAt = performance.now();
  const doneBefore = bulkDone;
  await onServer(url, async (client) => {
    for (let turn = 0; turn < interactiveCount; turn += 1) {
      for (const [lane, all] of Object.entries(waits)) {
        const name = `${lane} ${turn}`;
        const queuedAt = performance.now();
        await client.query(
          `select app.enqueue_job('bench:interactive', jsonb_build_object('name', $1::text), p_lane => $2)`,
          [name, lane],
        );
        while (!started.has(name)) await pause(1);
        all.push((started.get(name) ?? Number.NaN) - queuedAt);
      }
      await pause(100);
    }
  });
  const seconds = (performance.now() - beganAt) / 1_000;
  const { interactive = [], schedule = [] } = waits;
  return {
    figures: {
      interactiveStartsMsMedian: median(interactive),
      interactiveStartsMsMax: Math.max(...interactive),
      scheduleStartsMsMax: Math.max(...schedule),
      bulkJobsPerSecond: (bulkDone - doneBefore) / seconds,
    },
    goals: [
      { figure: 'interactiveStartsMsMax', atMost: 1_000 },
      { figure: 'scheduleStartsMsMax', atMost: 1_000 },
    ],
  };
};
