import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { RequestScope } from '../service/request-scope.js';
import { restartDelayMs } from './backoff.js';
import { defineJob } from './define-job.js';
import { runnerPlans } from './lanes.js';
import { cronItemsOf } from './task-list.js';

describe('the places of a worker', () => {
  test.each([
    [1, [1, 1, 1]],
    [4, [1, 1, 2]],
    [8, [2, 2, 4]],
    [16, [4, 4, 8]],
  ])('%i are divided over interactive, schedule and any as %j', (places, expected) => {
    const plans = runnerPlans(places);

    expect(plans.map((plan) => plan.places)).toEqual(expected);
    expect(plans.map(({ lane, skips }) => [lane, skips])).toEqual([
      ['interactive', ['bulk', 'schedule']],
      ['schedule', ['bulk', 'interactive']],
      ['any', []],
    ]);
  });
});

describe('a scheduled job', () => {
  const schema = z.object({});
  const run = async (): Promise<void> => undefined;
  const scopeOf = (): RequestScope => {
    throw new Error('Nothing is run here.');
  };
  const optionsOf = (job: { attemptsMax?: number; lane?: 'interactive' | 'bulk' }) =>
    cronItemsOf([{ job: defineJob({ name: 'test:tick', schema, run, cron: '* * * * *', ...job }), scopeOf }])[0]
      ?.options;

  test('has the attempts that it asks for, and the priority of the clock', () => {
    expect(optionsOf({ attemptsMax: 1 })).toMatchObject({ maxAttempts: 1, priority: 5, jobKey: 'cron:test:tick' });
  });

  test('has ten attempts when it does not say, and the lane that it names', () => {
    expect(optionsOf({ lane: 'bulk' })).toMatchObject({ maxAttempts: 10, priority: 20 });
  });

  test('is none without a time', () => {
    expect(cronItemsOf([{ job: defineJob({ name: 'test:plain', schema, run }), scopeOf }])).toEqual([]);
  });
});

test('a runner that fails again and again waits longer each time, half a minute at most, never in step with others', () => {
  const failures = [1, 2, 3, 7, 50];

  expect(failures.map((count) => restartDelayMs(count, () => 1))).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
  expect(failures.map((count) => restartDelayMs(count, () => 0))).toEqual([250, 500, 1_000, 15_000, 15_000]);
});
