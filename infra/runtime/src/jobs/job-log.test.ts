import { expect, test } from '@jest/globals';
import { createJobLog } from './job-log.js';

test('a job is held while it runs and for half a minute after its end', () => {
  let now = 0;
  const log = createJobLog(() => now);

  log.started('1');
  log.started('2');
  now = 100_000;
  log.ended('1');
  const atEnd = log.held();
  now += 29_999;
  const before = log.held();
  now += 1;
  const after = log.held();

  expect([atEnd, before, after]).toEqual([['2', '1'], ['2', '1'], ['2']]);
});

test('a job that is tried again is held by its new run, not by its old end', () => {
  let now = 0;
  const log = createJobLog(() => now);
  log.started('1');
  log.ended('1');

  log.started('1');
  now = 100_000;

  expect(log.held()).toEqual(['1']);
});

test('the last thousand that ended well are known', () => {
  const log = createJobLog();

  for (let id = 0; id < 1_002; id += 1) log.succeeded(String(id));

  expect([log.lately().length, log.lately()[0], log.lately().at(-1)]).toEqual([1_000, '2', '1001']);
});
