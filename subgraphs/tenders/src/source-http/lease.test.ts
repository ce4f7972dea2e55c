import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { leaseMs, whileHeld } from './lease.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('a poll that takes long says that it lives before its lease ends, and no more when it has ended', async () => {
  let renewals = 0;
  const work = Promise.withResolvers<string>();
  const renew = async (): Promise<void> => void (renewals += 1);

  const held = whileHeld(renew, () => work.promise);
  await jest.advanceTimersByTimeAsync(leaseMs - 1);
  const before = renewals;
  work.resolve('read');
  const result = await held;
  await jest.advanceTimersByTimeAsync(10 * leaseMs);

  expect([before, result, renewals]).toEqual([2, 'read', 2]);
});

test('it ends after a renewal that is under way, which must not overwrite what comes next', async () => {
  const steps: string[] = [];
  const renewal = Promise.withResolvers<undefined>();
  const renew = async (): Promise<void> => {
    await renewal.promise;
    steps.push('renewed');
  };
  const work = Promise.withResolvers<undefined>();

  const held = whileHeld(renew, () => work.promise).then(() => steps.push('ended'));
  await jest.advanceTimersByTimeAsync(leaseMs / 2);
  work.resolve(undefined);
  await jest.advanceTimersByTimeAsync(0);
  renewal.resolve(undefined);
  await held;

  expect(steps).toEqual(['renewed', 'ended']);
});

test('a renewal that fails ends nothing, and the poll fails with its own error', async () => {
  const work = Promise.withResolvers<undefined>();

  const held = whileHeld(
    () => Promise.reject(new Error('The database is away.')),
    () => work.promise,
  );
  held.catch(() => undefined);
  await jest.advanceTimersByTimeAsync(leaseMs);
  work.reject(new Error('The source is away.'));

  await expect(held).rejects.toThrow('The source is away.');
});
