import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { enqueue, enqueueMany, taskListOf } from '@hub/runtime/jobs';
import { openDatabase, type HubDatabase } from '@hub/runtime/database';
import { Logger, runOnce } from 'graphile-worker';
import { z } from 'zod';
import { countStatements } from '../kit/count-statements.js';
import { until } from '../kit/until.js';
import { figure, gate, jobNamed, openQueue, withScope } from './jobs-kit.js';

let queue: Awaited<ReturnType<typeof openQueue>>;
beforeEach(async () => {
  queue = await openQueue();
});
afterEach(() => queue.close());

describe('with more bulk work than the worker can do', () => {
  test('a job that somebody waits for and one of the clock run at once, beside each other', async () => {
    const { opened, open } = gate();
    const bulk: string[] = [];
    const others: string[] = [];
    await queue.work(
      [
        jobNamed('test:bulk', async (tag) => {
          bulk.push(tag);
          await opened;
        }),
        jobNamed('test:other', async (tag) => {
          others.push(tag);
          await opened;
        }),
      ],
      { places: 4 },
    );
    await queue.database.sql(
      `select app.enqueue_jobs('test:bulk', array_agg(jsonb_build_object('tag', n::text)), array_agg(n::text), 10, 'bulk')
       from generate_series(1, 100) n`,
    );
    await until(() => bulk.length === 2);

    await queue.add('test:other', 'clock', { lane: 'schedule' });
    await queue.add('test:other', 'person');
    await until(() => others.length === 2);

    expect(others.toSorted()).toEqual(['clock', 'person']);
    // The places of the others are not given to bulk work, even when they are free.
    expect(bulk).toHaveLength(2);
    open();
  });

  test('jobs of a better lane are taken first wherever a place is free', async () => {
    for (const lane of ['bulk', 'schedule', 'interactive']) {
      await queue.add('test:note', `${lane} 1`, { lane });
      await queue.add('test:note', `${lane} 2`, { lane });
    }

    const seen: string[] = [];
    await runOnce({
      connectionString: queue.database.urlOf('svc_worker'),
      taskList: taskListOf([withScope(jobNamed('test:note', (tag) => void seen.push(tag)))]),
      concurrency: 1,
      noHandleSignals: true,
      logger: new Logger(() => () => undefined),
    });
    // Without batches the queue does not wait until the end of its last job is written.
    await until(async () => (await queue.jobs()).length === 0);

    expect(seen).toEqual(['interactive 1', 'interactive 2', 'schedule 1', 'schedule 2', 'bulk 1', 'bulk 2']);
  });

  test('a runner of one lane finds its jobs without walking over bulk work', async () => {
    await queue.database.sql(
      `select app.enqueue_jobs('test:bulk', array_agg(jsonb_build_object('tag', n::text)), array_agg(n::text), 10, 'bulk')
       from generate_series(1, 5000) n`,
    );
    const plan = await queue.database.sql<Record<'QUERY PLAN', string>>(
      `explain (costs off) select id from graphile_worker._private_jobs as jobs
       where jobs.is_available = true and run_at <= now() and task_id = any(array[1])
       and (job_queue_id is null or job_queue_id in (
         select id from graphile_worker._private_job_queues where is_available = true for update skip locked))
       and ((flags ?| array['bulk', 'schedule']::text[]) is not true)
       order by priority asc, run_at asc limit 1 for update skip locked`,
    );

    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/ on job_interactive$|using job_interactive /mu);
  });
});

test('jobs that end together are written together', async () => {
  const { opened, open } = gate();
  let started = 0;
  await queue.work(
    [
      jobNamed('test:held', async () => {
        started += 1;
        await opened;
      }),
    ],
    { places: 20 },
  );
  await queue.database.sql(
    `select app.enqueue_jobs('test:held', array_agg(jsonb_build_object('tag', n::text)), array_agg(n::text), 10, 'bulk')
     from generate_series(1, 10) n`,
  );
  await until(() => started === 10);
  const statements = countStatements();

  open();
  await until(async () => (await queue.jobs()).length === 0);

  statements.stop();
  const completions = statements.texts().filter((text) => /delete from .*_private_jobs.*unnest/isu.test(text));
  expect(completions).toHaveLength(1);
});

test('a poisoned job ends as a dead letter after its attempts, and others go on', async () => {
  const seen: string[] = [];
  const { metrics, log } = await queue.work([
    jobNamed('test:mixed', (tag) => {
      if (tag === 'poison') throw new Error('never works');
      seen.push(tag);
    }),
  ]);
  await queue.add('test:mixed', 'poison', { attemptsMax: 2, queue: 'one' });
  await queue.add('test:mixed', 'sound', { queue: 'one' });

  await until(async () => {
    await queue.database.sql('update graphile_worker._private_jobs set run_at = now() where run_at > now()');
    return (await queue.jobs()).every(({ attempts, isLocked }) => attempts === 2 && !isLocked);
  });

  expect(seen).toEqual(['sound']);
  expect(await queue.jobs()).toEqual([{ tag: 'poison', attempts: 2, isLocked: false, error: 'never works' }]);
  const job = 'job="test:mixed",outcome';
  expect(await figure(metrics, `hub_job_duration_seconds_count{service="test",${job}="retry"}`)).toBe(1);
  expect(await figure(metrics, `hub_job_duration_seconds_count{service="test",${job}="dead"}`)).toBe(1);
  expect(await figure(metrics, `hub_job_duration_seconds_count{service="test",${job}="done"}`)).toBe(1);
  expect(log.map((line) => JSON.parse(line)['event'])).toEqual(['job_failed', 'job_dead']);
});

test('the worker counts its queue by lane and state', async () => {
  await queue.add('test:nobody-runs', 'waits', { lane: 'bulk' });
  await queue.add('test:nobody-runs', 'waits too', { lane: 'bulk' });
  await queue.add('test:nobody-runs', 'planned');
  await queue.add('test:nobody-runs', 'dead');
  await queue.database.sql(
    `update graphile_worker._private_jobs set run_at = now() - interval '1 hour' where payload ->> 'tag' = 'waits'`,
  );
  await queue.database.sql(
    `update graphile_worker._private_jobs set run_at = now() + interval '1 hour', attempts = 1 where payload ->> 'tag' = 'planned'`,
  );
  await queue.database.sql(
    `update graphile_worker._private_jobs set attempts = max_attempts where payload ->> 'tag' = 'dead'`,
  );

  const { metrics } = await queue.work([jobNamed('test:other', () => undefined)]);
  const jobs = (lane: string, state: string) =>
    figure(metrics, `hub_queue_jobs{lane="${lane}",state="${state}",service="test"}`);
  await until(async () => (await jobs('bulk', 'waiting')) !== null);

  expect(await jobs('bulk', 'waiting')).toBe(2);
  expect(await jobs('interactive', 'waiting')).toBe(0);
  expect(await jobs('interactive', 'planned')).toBe(1);
  expect(await jobs('interactive', 'failed')).toBe(1);
  expect(await jobs('interactive', 'dead')).toBe(1);
  expect(await jobs('schedule', 'waiting')).toBe(0);
  expect(await figure(metrics, 'hub_queue_oldest_seconds{lane="bulk",service="test"}')).toBeGreaterThanOrEqual(3_600);
});

describe('queueing many jobs with one call', () => {
  const address = { name: 'test:note', schema: z.object({ tag: z.string() }), attemptsMax: 3 };
  let database: HubDatabase;
  beforeEach(() => {
    database = openDatabase({
      role: 'svc_tenders',
      url: queue.database.urlOf('svc_tenders'),
      poolSizeMax: 2,
      connectTimeoutMs: 10_000,
    });
  });
  afterEach(() => database.close());
  const write = () => database.as({ kind: 'system', name: 'test', teamId: null });
  const rows = () =>
    queue.database.sql(
      `select payload ->> 'tag' as tag, job.key, queue_name as queue, job.priority, job.max_attempts as "attemptsMax", job.flags
       from graphile_worker.jobs job join graphile_worker._private_jobs using (id) order by job.id`,
    );

  test('keeps their order, keys, queues and lane, and of one key the last', async () => {
    await write().write((tx) =>
      enqueueMany(
        tx,
        address,
        [
          { payload: { tag: 'replaced' }, key: 'a' },
          { payload: { tag: 'no key' } },
          { payload: { tag: 'last' }, key: 'a', queue: 'one' },
        ],
        { lane: 'bulk' },
      ),
    );

    expect(await rows()).toEqual([
      { tag: 'no key', key: null, queue: null, priority: 20, attemptsMax: 3, flags: { bulk: true } },
      { tag: 'last', key: 'public:test:note:a', queue: 'one', priority: 20, attemptsMax: 3, flags: { bulk: true } },
    ]);
  });

  test('leaves a job that waits in a better lane where it is, and lifts one that waits in a worse', async () => {
    await write().write((tx) => enqueue(tx, address, { tag: 'person' }, { key: 'a' }));
    await write().write((tx) => enqueue(tx, address, { tag: 'import' }, { key: 'b', lane: 'bulk' }));

    await write().write((tx) => enqueue(tx, address, { tag: 'import' }, { key: 'a', lane: 'bulk' }));
    await write().write((tx) => enqueue(tx, address, { tag: 'person' }, { key: 'b' }));

    expect(await rows()).toMatchObject([
      { tag: 'import', key: 'public:test:note:a', priority: 0, flags: { interactive: true } },
      { tag: 'person', key: 'public:test:note:b', priority: 0, flags: { interactive: true } },
    ]);
  });

  test('queues nothing when one payload does not fit, or when the write is rolled back', async () => {
    const bad = [{ payload: { tag: 'good' } }, { payload: JSON.parse('{"tag": 7}') }];

    await expect(write().write((tx) => enqueueMany(tx, address, bad))).rejects.toThrow('expected string');
    await expect(
      write().write(async (tx) => {
        await enqueueMany(tx, address, [{ payload: { tag: 'good' } }]);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await write().write((tx) => enqueueMany(tx, address, []));

    expect(await rows()).toEqual([]);
  });

  test('is refused for a lane that does not exist', async () => {
    await expect(queue.add('test:note', 'x', { lane: 'express' })).rejects.toThrow(
      'There is no lane "express" for jobs: take interactive, schedule or bulk.',
    );
  });
});

test('dead letters are kept for thirty days and then forgotten', async () => {
  await queue.add('test:nobody-runs', 'older');
  await queue.add('test:nobody-runs', 'younger');
  await queue.add('test:nobody-runs', 'old but alive');
  await queue.database.sql(
    `update graphile_worker._private_jobs set updated_at = now() - interval '30 days 1 minute', attempts = max_attempts`,
  );
  await queue.database.sql(
    `update graphile_worker._private_jobs set updated_at = now() - interval '29 days' where payload ->> 'tag' = 'younger'`,
  );
  await queue.database.sql(
    `update graphile_worker._private_jobs set attempts = 0 where payload ->> 'tag' = 'old but alive'`,
  );

  await queue.work([jobNamed('test:other', () => undefined)]);
  await until(async () => (await queue.jobs()).length === 2);

  expect((await queue.jobs()).map(({ tag }) => tag)).toEqual(['younger', 'old but alive']);
});
