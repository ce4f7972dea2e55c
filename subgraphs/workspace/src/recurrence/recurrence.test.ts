import { describe, expect, test } from '@jest/globals';
import { isRecurrence, nextDay } from './recurrence.js';

describe('a rule', () => {
  test.each([
    ['FREQ=DAILY', '2026-02-27', '2026-02-28'],
    ['FREQ=WEEKLY;BYDAY=MO,TH', '2026-03-02', '2026-03-05'],
    ['FREQ=WEEKLY;INTERVAL=2', '2026-03-02', '2026-03-16'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2026-03-02', '2026-03-27'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2026-03-31', '2026-05-31'],
    ['FREQ=YEARLY', '2026-03-02', '2027-03-02'],
  ])('%s goes on from %s to %s', (rule, after, expected) => {
    expect(nextDay(rule, { startsOn: after, after })).toBe(expected);
  });

  test('ends when it was to', () => {
    expect(nextDay('FREQ=DAILY;COUNT=2', { startsOn: '2026-03-01', after: '2026-03-01' })).toBe('2026-03-02');
    expect(nextDay('FREQ=DAILY;COUNT=2', { startsOn: '2026-03-01', after: '2026-03-02' })).toBeNull();
    expect(nextDay('FREQ=DAILY;UNTIL=20260302', { startsOn: '2026-03-01', after: '2026-03-02' })).toBeNull();
  });

  test.each([
    ['FREQ=DAILY', true],
    ['FREQ=WEEKLY;BYDAY=MO;COUNT=10', true],
    ['FREQ=HOURLY', false],
    ['FREQ=DAILY;BYHOUR=3', false],
    ['FREQ=DAILY;INTERVAL=0', false],
    ['FREQ=SOMETIMES', false],
    ['DTSTART:20260101', false],
    ['', false],
    ['weekly', false],
  ])('%j is taken: %s', (rule, isTaken) => {
    expect(isRecurrence(rule)).toBe(isTaken);
  });
});
