import { describe, expect, test } from '@jest/globals';
import { HubError } from '@hub/runtime/errors';
import { decodeCursor, encodeCursor } from './search-cursor.js';
import { parseSearch } from './search-request.js';
import { partsOf } from './highlights.js';

function problemOf(input: unknown): string {
  try {
    parseSearch(input);
  } catch (error) {
    if (error instanceof HubError && error.code === 'BAD_USER_INPUT') return error.message;
    throw error;
  }
  return '';
}

describe('a search', () => {
  test.each<[string, unknown, RegExp]>([
    ['an empty text', { search: '  ' }, /search: must not be empty/u],
    ['a text of 2,000 characters', { search: 'x'.repeat(2_000) }, /search: /u],
    ['a negative page size', { first: -1 }, /first: /u],
    ['a page of 1,000', { first: 1_000 }, /first: /u],
    ['an unknown order', { orderBy: 'RANDOM' }, /orderBy: /u],
    ['an unknown filter', { filter: { colour: 'red' } }, /filter: /u],
    ['a province that does not exist', { filter: { provinces: ['TEXAS'] } }, /filter\.provinces\.0: /u],
    [
      'a range upside down',
      { filter: { value: { min: '10', max: '9' } } },
      /filter\.value: must not have a minimum above/u,
    ],
    ['a negative value', { filter: { value: { min: '-5' } } }, /filter\.value\.min: must be a decimal number/u],
    [
      'a window upside down',
      { filter: { closing: { from: new Date(2), to: new Date(1) } } },
      /filter\.closing: must not end before/u,
    ],
    ['a malformed date', { filter: { closing: { from: new Date('soon') } } }, /filter\.closing\.from: /u],
    ['an origin that does not exist', { filter: { origin: 'THEIRS' } }, /filter\.origin: /u],
    ['NUL in a category', { filter: { categories: ['a\0'] } }, /filter\.categories\.0: .*not text/u],
    ['a date of the year 0', { filter: { closing: { to: new Date(-62_200_000_000_000) } } }, /before the year 1/u],
    ['grade 10', { filter: { cidb: { holds: [{ class: 'GB', grade: 10 }] } } }, /filter\.cidb\.holds\.0\.grade: /u],
    ['relevance without a text', { orderBy: 'RELEVANCE' }, /relevance needs a search text/u],
  ])('with %s is refused, naming the field', (_name, input, message) => {
    expect(problemOf(input)).toMatch(message);
  });

  test('is ordered by relevance with a text and by closing time without', () => {
    expect(parseSearch({ search: 'road' })).toMatchObject({ orderBy: 'RELEVANCE', first: 20 });
    expect(parseSearch({ search: null, filter: null })).toMatchObject({ orderBy: 'CLOSING_ASC', filter: {} });
  });

  test('fills in what is left out', () => {
    const { filter } = parseSearch({ filter: { cidb: { holds: [{ class: ' gb ', grade: 3 }], unstated: null } } });
    expect(filter).toEqual({
      cidb: { holds: [{ class: 'GB', grade: 3, isPotentiallyEmerging: false }], unstated: 'EXCLUDE' },
      origin: 'ALL',
    });
  });

  test('keeps in its cursors what was searched for instead', () => {
    const request = parseSearch({ search: 'raod' });
    const position = { value: '0.1', tenderId: '01930000-0000-7000-8000-000000000001', correctedSearch: 'road' };
    expect(decodeCursor(encodeCursor(position, request), request)).toEqual(position);
  });

  test.each([
    ['CLOSING_ASC', '9223372036854775807', false],
    ['CLOSING_ASC', '-210866803200000001', false],
    ['CLOSING_DESC', '-210866803200000000', true],
    ['PUBLISHED_ASC', '1.5', false],
    ['VALUE_ASC', '123456789012345.6789', true],
    ['VALUE_ASC', '1e3', false],
    ['RELEVANCE', '1e-06', true],
    ['RELEVANCE', '1e-400', false],
  ])('by %s takes a cursor with %s: %p', (orderBy, value, isTaken) => {
    const request = parseSearch({ search: 'road', orderBy });
    const cursor = encodeCursor({ value, tenderId: '01930000-0000-7000-8000-000000000001' }, request);
    const taken = () => decodeCursor(cursor, request);
    if (isTaken) expect(taken().value).toBe(value);
    else expect(taken).toThrow(HubError);
  });

  test('accepts only its own cursors', () => {
    const request = parseSearch({ search: 'road', orderBy: 'VALUE_DESC' });
    const position = { value: '1250.5', tenderId: '01930000-0000-7000-8000-000000000001' };
    const cursor = encodeCursor(position, request);
    expect(decodeCursor(cursor, request)).toEqual(position);
    for (const bad of ['', 'x', cursor.slice(1), Buffer.from('["a","b"]').toString('base64url')]) {
      expect(() => decodeCursor(bad, request)).toThrow(HubError);
    }
    expect(() => decodeCursor(cursor, parseSearch({ search: 'roads', orderBy: 'VALUE_DESC' }))).toThrow(HubError);
  });
});

test('marked text becomes parts, and markup in it stays text', () => {
  expect(partsOf('a <b>\uE000road\uE001</b> z')).toEqual([
    { text: 'a <b>', isHit: false },
    { text: 'road', isHit: true },
    { text: '</b> z', isHit: false },
  ]);
});
