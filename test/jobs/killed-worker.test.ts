import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { until } from '../kit/until.js';
import { figure, jobNamed, openQueue } from './jobs-kit.js';

let queue: Awaited<ReturnType<typeof openQueue>>;
beforeEach(async () => {
  queue = await openQueue();
});
afterEach(() => queue.close());

const runners = async (): Promise<string[]> =>
  (await queue.database.sql<{ id: string }>('select id from app.job_runner')).map(({ id }) => id);
const heldQueues = () =>
  queue.database.sql(`select queue_name from graphile_worker._private_job_queues where locked_by is not null`);

describe('a worker that is killed', () => {
  test('gives back its jobs and their queues to another that lives, and the attempt does not count', async () => {
    const child = await queue.workElsewhere();
    await queue.add('test:hold', 'plain');
    await queue.add('test:hold', 'in a queue', { queue: 'source:1' });
    await until(async () => (await queue.jobs()).every(({ isLocked }) => isLocked));
    child.kill('SIGKILL');
    await once(child, 'exit');

    const seen: string[] = [];
    const { metrics, log } = await queue.work([jobNamed('test:hold', (tag) => void seen.push(tag))]);
    await until(async () => (await queue.jobs()).length === 0);

    expect(seen.toSorted()).toEqual(['in a queue', 'plain']);
    expect(await heldQueues()).toEqual([]);
    expect(await figure(metrics, 'hub_jobs_given_back_total{service="test"}')).toBe(2);
    expect(log.map((line) => JSON.parse(line)['event'])).toContain('jobs_given_back');
  });

  test('keeps its jobs as long as it lives, however long they run', async () => {
    await queue.workElsewhere();
    await queue.add('test:hold', 'long');
    await until(async () => (await queue.jobs())[0]?.isLocked === true);
    const { log } = await queue.work([]);

    // Long enough for the second worker to judge, and for the first to be judged twice over.
    const [{ since } = { since: new Date() }] = await queue.database.sql<{ since: Date }>('select now() as since');
    await until(async () => {
      const [row] = await queue.database.sql<{ isLater: boolean }>(
        `select count(*) = 6 as "isLater" from app.job_runner where steady_since < now() - interval '2 s' and seen_at > $1`,
        [since],
      );
      return row?.isLater === true;
    });

    expect(await queue.jobs()).toEqual([{ tag: 'long', attempts: 1, isLocked: true, error: null }]);
    expect(log).toEqual([]);
  });

  test('by its own job again and again ends that job as a dead letter', async () => {
    const { metrics } = await queue.work([]);
    await queue.add('test:die', 'poison', { attemptsMax: 1 });
    // The first death does not count, the second does.
    for (let death = 1; death <= 2; death += 1) {
      const child = await queue.workElsewhere();
      if (child.signalCode === null) await once(child, 'exit');
    }
    await until(async () => (await queue.jobs()).every(({ isLocked }) => !isLocked));

    expect(await queue.jobs()).toEqual([
      { tag: 'poison', attempts: 1, isLocked: false, error: 'The worker that ran it ended.' },
    ]);
    await until(
      async () => (await figure(metrics, 'hub_queue_jobs{lane="interactive",state="dead",service="test"}')) === 1,
    );
  });
});

test('a worker that others have taken for dead begins anew, under other names', async () => {
  const { worker, log } = await queue.work([]);
  await until(async () => (await runners()).length === 3);
  const before = await runners();

  await queue.database.sql('delete from app.job_runner');
  await until(async () => (await runners()).length === 3);

  expect((await runners()).filter((id) => before.includes(id))).toEqual([]);
  expect(worker.state()).toBe('running');
  expect(log.map((line) => JSON.parse(line)['event'])).toContain('job_runner_restarting');
});

test('a worker that is stopped gives back what does not end, and leaves no trace', async () => {
  const { worker } = await queue.work([jobNamed('test:hold', () => new Promise(() => undefined))]);
  await queue.add('test:hold', 'endless');
  await until(async () => (await queue.jobs())[0]?.isLocked === true);

  await worker.stop();

  expect(await queue.jobs()).toEqual([
    { tag: 'endless', attempts: 0, isLocked: false, error: 'The worker that ran it ended.' },
  ]);
  expect(await runners()).toEqual([]);
});
