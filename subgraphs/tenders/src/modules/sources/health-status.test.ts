import { expect, test } from '@jest/globals';
import { healthStatusOf, teamStaleAfterSeconds, type SourceFacts } from './health-status.js';

const now = new Date('2026-11-21T12:00:00Z');
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const well: SourceFacts = {
  lastRunAt: hoursAgo(1),
  lastSuccessAt: hoursAgo(1),
  consecutiveErrors: 0,
  staleAfterSeconds: 86_400,
  newestAt: hoursAgo(20),
};

test.each<[string, Partial<SourceFacts>, string]>([
  ['read an hour ago', {}, 'HEALTHY'],
  ['read exactly as long ago as is usual', { lastSuccessAt: hoursAgo(24) }, 'HEALTHY'],
  ['not read for longer than is usual', { lastSuccessAt: hoursAgo(24.01) }, 'STALE'],
  ['read, but silent over a holiday', { newestAt: hoursAgo(24 * 15) }, 'HEALTHY'],
  ['read, but silent for weeks', { newestAt: hoursAgo(24 * 15 + 1) }, 'STALE'],
  ['failing for the second time', { consecutiveErrors: 2 }, 'HEALTHY'],
  ['failing for the third time', { consecutiveErrors: 3 }, 'FAILING'],
  ['never read with success, once tried', { lastSuccessAt: null, consecutiveErrors: 1, newestAt: null }, 'FAILING'],
  ['never tried', { lastRunAt: null, lastSuccessAt: null, newestAt: null }, 'NEVER_RUN'],
])('a source that was %s', (_name, facts, status) => {
  expect(healthStatusOf({ ...well, ...facts }, now)).toBe(status);
});

test('a team source is stale after three polls that did not come', () => {
  expect([teamStaleAfterSeconds(300), teamStaleAfterSeconds(86_400)]).toEqual([900, 259_200]);
});
