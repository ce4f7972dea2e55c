// cspell:ignore straße
import { describe, expect, test } from '@jest/globals';
import { findUnstorableText, isStorableText, readDay, readInstant } from './values.js';

describe('text', () => {
  test.each(['', 'Straße', '😀', 'line\nline', '\u0001', '\uFFFD', '\uFFFF'])('%j can be stored', (text) => {
    expect(isStorableText(text)).toBe(true);
  });

  test.each(['\0', 'a\0b', '\uD800', 'a\uDFFFb', '\uDE00\uD83D'])('%j cannot', (text) => {
    expect(isStorableText(text)).toBe(false);
  });

  test.each([
    [{ input: { notes: 'a\0' } }, ['input', 'notes']],
    [{ ids: ['a', '\uD800'] }, ['ids', 1]],
    ['\0', []],
    [{ input: { 'a\0': 1 } }, ['input']],
    [{ input: { notes: 'plain', other: [null, 1, true] } }, null],
  ])('is found in %j', (input, path) => {
    expect(findUnstorableText(input)).toEqual(path);
  });

  test('is found however deep it lies', () => {
    const depth = 100_000;
    const input: unknown = JSON.parse(`${'['.repeat(depth)}"\\u0000"${']'.repeat(depth)}`);
    expect(findUnstorableText(input)).toHaveLength(depth);
  });
});

describe('an instant', () => {
  test.each([
    ['2026-03-31T11:00:00+02:00', '2026-03-31T09:00:00.000Z'],
    ['2026-03-31T11:00Z', '2026-03-31T11:00:00.000Z'],
    ['2026-03-31T11:00:00.123456789Z', '2026-03-31T11:00:00.123Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['2026-01-01T00:00:00+18:00', '2025-12-31T06:00:00.000Z'],
    ['2028-02-29T00:00:00-18:00', '2028-02-29T18:00:00.000Z'],
  ])('%s is read', (text, iso) => {
    expect(readInstant(text)?.toISOString()).toBe(iso);
  });

  test.each([
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    '10000-01-01T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    '-000001-01-01T00:00:00Z',
    '2026-01-01T00:00:00+18:01',
    '2026-01-01T00:00:00-23:59',
    '2026-01-01T00:00:00+99:99',
    '2026-01-01T00:00:00+02:60',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-32T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2027-02-29T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T23:60:00Z',
    '2026-01-01T23:59:60Z',
    '2026-01-01T23:59:61Z',
    '2026-01-01T00:00:00',
    '2026-01-01',
    'infinity',
    'Infinity',
    'now',
    '',
    '2026-01-01T00:00:00Z\0',
    '2026-01-01T00:00:00Z\n',
  ])('%j is refused', (text) => {
    expect(readInstant(text)).toBeNull();
  });
});

describe('a day', () => {
  test.each(['2028-02-29', '0001-01-01', '9999-12-31'])('%s is read', (text) => {
    expect(readDay(text)).toBe(text);
  });

  test.each(['0000-01-01', '2027-02-29', '2026-13-01', '2026-3-1', '2026-03-31T00:00:00Z', '+02026-01-01', ''])(
    '%j is refused',
    (text) => {
      expect(readDay(text)).toBeNull();
    },
  );
});
