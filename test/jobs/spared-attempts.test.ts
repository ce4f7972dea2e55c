import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { HubError } from '@hub/runtime/errors';
import { until } from '../kit/until.js';
import { figure, jobNamed, openQueue } from './jobs-kit.js';

let queue: Awaited<ReturnType<typeof openQueue>>;
beforeEach(async () => void (queue = await openQueue()));
afterEach(() => queue.close());

const failing = (error: Error) =>
  jobNamed('test:fail', () => {
    throw error;
  });
const storeIsAway = new HubError('DOCUMENT_STORE_UNAVAILABLE', 'Summaries cannot be reached.');

/** Queues a job that has used up all attempts but the last. */
async function addLast(): Promise<void> {
  await queue.add('test:fail', 'last', { attemptsMax: 5 });
  await queue.database.sql('update graphile_worker._private_jobs set attempts = 4');
}

const hasFailed = async (): Promise<boolean> =>
  (await queue.jobs()).every(({ error, isLocked }) => error !== null && !isLocked);

test('a job that failed for want of a store has kept its attempts, and is tried again within twenty seconds', async () => {
  await addLast();

  const { metrics } = await queue.work([failing(storeIsAway)]);
  await until(hasFailed);

  expect(await queue.jobs()).toEqual([
    { tag: 'last', attempts: 3, isLocked: false, error: 'Summaries cannot be reached.' },
  ]);
  expect(
    await queue.database.sql(
      `select run_at > now() and run_at < now() + interval '21 seconds' as "isSoon" from graphile_worker._private_jobs`,
    ),
  ).toEqual([{ isSoon: true }]);
  const retried = 'hub_job_duration_seconds_count{service="test",job="test:fail",outcome="retry"}';
  expect(await figure(metrics, retried)).toBe(1);
});

test('a job that failed by itself has not, and ends as a dead letter', async () => {
  await addLast();

  await queue.work([failing(new Error('It cannot be done.'))]);
  await until(hasFailed);

  expect(await queue.jobs()).toEqual([{ tag: 'last', attempts: 5, isLocked: false, error: 'It cannot be done.' }]);
});

test('a job that a later one has replaced while it ran is not tried again, whatever it failed for', async () => {
  const replacing = jobNamed('test:fail', async (tag) => {
    if (tag === 'later') return;
    await queue.database.sql(`select app.enqueue_job('test:fail', '{"tag": "later"}', 'key')`);
    throw storeIsAway;
  });
  await queue.database.sql(`select app.enqueue_job('test:fail', '{"tag": "earlier"}', 'key')`);

  await queue.work([replacing]);
  await until(async () => {
    const jobs = await queue.jobs();
    return jobs.length === 1 && jobs[0]?.error !== null && !jobs[0]?.isLocked;
  });

  expect(await queue.jobs()).toEqual([
    { tag: 'earlier', attempts: 10, isLocked: false, error: 'Summaries cannot be reached.' },
  ]);
});
