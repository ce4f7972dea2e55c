import { describe, expect, test } from '@jest/globals';
import { keepRunning } from '../keep-running.mjs';

/** Runs a product that ends with these codes, one after the other; null stands for a run that never came up. */
async function runThrough(
  codes: readonly (readonly [code: number, isUp: boolean])[],
  { stopAfterPause = 0, runMs = 1_000 } = {},
) {
  const pending = [...codes];
  const pauses: number[] = [];
  const said: string[] = [];
  let starts = 0;
  let clearings = 0;
  let nowMs = 0;
  const code = await keepRunning({
    start: async (onStarted) => {
      starts += 1;
      nowMs += runMs;
      const [ended, isUp] = pending.shift() ?? [0, true];
      if (isUp) onStarted();
      return ended;
    },
    isStopping: () => stopAfterPause > 0 && pauses.length >= stopAfterPause,
    pause: async (waitMs) => void pauses.push(waitMs),
    clearUp: async () => void (clearings += 1),
    say: (line) => void said.push(line),
    now: () => nowMs,
  });
  return { code, starts, pauses, said, clearings };
}

describe('a product that serves', () => {
  test.each([0, 64, 78, 130, 143])('is not started again when it ends with %s', async (code) => {
    expect(await runThrough([[code, true]])).toMatchObject({ code, starts: 1, pauses: [] });
  });

  test('is not started again when it never came up, and leaves nothing running', async () => {
    expect(await runThrough([[1, false]])).toMatchObject({ code: 1, starts: 1, pauses: [], said: [], clearings: 1 });
  });

  test('is started again after a crash, and a start that fails on the way back counts as one', async () => {
    const { code, starts, pauses, said, clearings } = await runThrough([
      [137, true],
      [1, false],
      [0, true],
    ]);

    expect({ code, starts, pauses, clearings }).toEqual({ code: 0, starts: 3, pauses: [1_000, 2_000], clearings: 0 });
    expect(said).toEqual([
      'The hub ended unexpectedly (exit code 137). Starting it again in 1 s (restart 1 of 5 within 10 minutes).',
      'The hub ended unexpectedly (exit code 1). Starting it again in 2 s (restart 2 of 5 within 10 minutes).',
    ]);
  });

  test('is given up after five restarts within ten minutes, and leaves nothing running', async () => {
    const { code, starts, pauses, said, clearings } = await runThrough(Array.from({ length: 9 }, () => [137, true]));

    expect({ code, starts, pauses, clearings }).toEqual({
      code: 137,
      starts: 6,
      pauses: [1_000, 2_000, 4_000, 8_000, 16_000],
      clearings: 1,
    });
    expect(said.at(-1)).toBe(
      'The hub ended unexpectedly (exit code 137) for the 6th time within 10 minutes. It is not started again: look at .data/start/hub.log.',
    );
  });

  test('may crash as often as it likes when it runs for long in between', async () => {
    const crashes = Array.from({ length: 9 }, () => [137, true] as const);
    const { code, starts, pauses } = await runThrough(crashes, { runMs: 600_001 });

    expect({ code, starts, pauses }).toEqual({ code: 0, starts: 10, pauses: Array.from({ length: 9 }, () => 1_000) });
  });

  test('is not started again once somebody has asked to stop, and leaves nothing running', async () => {
    const { code, starts, clearings } = await runThrough([[137, true]], { stopAfterPause: 1 });

    expect({ code, starts, clearings }).toEqual({ code: 137, starts: 1, clearings: 1 });
  });
});
