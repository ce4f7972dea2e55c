import { expect, test } from '@jest/globals';
import { createSteps } from './steps.js';

function fakeScreen(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

/** A clock that is 1.5 s later each time it is read. */
function fakeClock(): () => number {
  let nowMs = 0;
  return () => (nowMs += 1_500);
}

test('a step in a log file is its messages and one line with the time it took', async () => {
  const screen = fakeScreen(false);

  await createSteps(screen, fakeClock()).run('Migrating', async (log) => log('migrated 0001'));

  expect(screen.written).toEqual(['      migrated 0001\n', '  ok  Migrating 1.5 s\n']);
});

test('a step that fails says so and passes the error on', async () => {
  const screen = fakeScreen(false);

  const run = createSteps(screen, fakeClock()).run('Migrating', () => Promise.reject(new Error('no')));

  await expect(run).rejects.toThrow('no');
  expect(screen.written).toEqual(['  --  Migrating 1.5 s\n']);
});

test('on a terminal the line of the running step is rewritten', async () => {
  const screen = fakeScreen(true);

  await createSteps(screen, fakeClock()).run('Migrating', async () => undefined);

  expect(screen.written).toEqual(['\r\u001b[2K  ... Migrating 1.5 s', '\r\u001b[2K  ok  Migrating 3.0 s\n']);
});
