import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from '@jest/globals';
import { withDeadline } from './deadline.js';

const late = (): Error => new Error('late');

/** Timers of this process that still wait. */
const waitingTimers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('a deadline', () => {
  test('gives up on work that takes too long', async () => {
    await expect(withDeadline(5, () => new Promise(() => undefined), late)).rejects.toThrow('late');
  });

  test('leaves no timer behind, whether work succeeds, rejects or throws at once', async () => {
    const before = waitingTimers();
    expect(await withDeadline(60_000, async () => 1, late)).toBe(1);
    await expect(withDeadline(60_000, async () => Promise.reject(new Error('later')), late)).rejects.toThrow('later');
    const throwing = (): Promise<never> => {
      throw new Error('at once');
    };
    await expect(withDeadline(60_000, throwing, late)).rejects.toThrow('at once');
    expect(waitingTimers()).toBe(before);
  });

  test('reads what has arrived before it gives up, however long the process stood still', async () => {
    const other = new Worker(
      `const { parentPort } = require('node:worker_threads');
       parentPort.on('message', () => parentPort.postMessage('here'));
       parentPort.postMessage('ready');`,
      { eval: true },
    );
    await once(other, 'message');

    const answer = withDeadline(
      100,
      () => {
        other.postMessage('are you there?');
        return once(other, 'message');
      },
      late,
    );
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);

    expect(await answer).toEqual(['here']);
    await other.terminate();
  });
});
