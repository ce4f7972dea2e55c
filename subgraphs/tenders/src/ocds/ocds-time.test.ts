import { describe, expect, test } from '@jest/globals';
import { compareOcdsDates, readInstant, readIsoInstant } from './ocds-time.js';

const johannesburg = { zone: 'Africa/Johannesburg', offsetsAreWrong: true };

describe('dates of publishers', () => {
  test.each([
    ['2026-03-31T11:00:00+02:00', '2026-03-31T09:00:00.000Z'],
    ['2017-01-20T09:30:00.123456Z', '2017-01-20T09:30:00.123Z'],
    ['2017-01-20', '2017-01-20T00:00:00.000Z'],
    ['2017-01-20 09:30', '2017-01-20T09:30:00.000Z'],
    ['2017-01-20T09:30:00-0600', '2017-01-20T15:30:00.000Z'],
    ['2016-02-29T24:00:00Z', '2016-03-01T00:00:00.000Z'],
  ])('%s is read', (text, iso) => {
    expect(readIsoInstant(text)).toBe(iso);
  });

  test.each([
    '',
    'soon',
    '01/03/2026',
    '2026-02-30',
    '2026-13-01',
    '2026-01-01T25:00:00Z',
    '0001-01-01T00:00:00Z',
    '2026-1-32',
  ])('%p is refused', (text) => {
    expect(readInstant(text)).toBeNull();
  });

  test('a Z that stands for local time is ignored where the source says so', () => {
    expect(readIsoInstant('2026-09-14T11:00:00Z', johannesburg)).toBe('2026-09-14T09:00:00.000Z');
    expect(readIsoInstant('2026-09-14T11:00:00', johannesburg)).toBe('2026-09-14T09:00:00.000Z');
  });

  test('local time follows the clock changes of its zone', () => {
    const madrid = { zone: 'Europe/Madrid', offsetsAreWrong: false };
    expect(readIsoInstant('2026-01-15T12:00:00', madrid)).toBe('2026-01-15T11:00:00.000Z');
    expect(readIsoInstant('2026-07-15T12:00:00', madrid)).toBe('2026-07-15T10:00:00.000Z');
    expect(readIsoInstant('2026-07-15T12:00:00+05:00', madrid)).toBe('2026-07-15T07:00:00.000Z');
  });

  test('instants are compared beyond the millisecond', () => {
    expect(compareOcdsDates('2017-01-20T09:30:00.123456+02:00', '2017-01-20T09:30:00.123457+02:00')).toBe(-1);
    expect(compareOcdsDates('2017-01-20T09:30:00Z', '2017-01-20T11:30:00+02:00')).toBe(0);
  });
});
