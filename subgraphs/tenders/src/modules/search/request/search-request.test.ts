import { describe, expect, test } from '@jest/globals';
import { HubError } from '@hub/runtime/errors';
import { parseSearch } from './search-request.js';
import { partsOf } from '../find/highlights.js';

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
    ['a negative page size', { first: -1 }, /first must be/u],
    ['a page of 1,000', { first: 1_000 }, /first must be/u],
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
      { filter: { closing: { from: new Date(2), before: new Date(1) } } },
      /filter\.closing: must not end before/u,
    ],
    ['a malformed date', { filter: { closing: { from: new Date('soon') } } }, /filter\.closing\.from: /u],
    ['an origin that does not exist', { filter: { origin: 'THEIRS' } }, /filter\.origin: /u],
    ['NUL in a category', { filter: { categories: ['a\0'] } }, /filter\.categories\.0: .*not text/u],
    ['a date of the year 0', { filter: { closing: { before: new Date(-62_200_000_000_000) } } }, /before the year 1/u],
    ['grade 10', { filter: { cidb: { holds: [{ class: 'GB', grade: 10 }] } } }, /filter\.cidb\.holds\.0\.grade: /u],
    ['relevance without a text', { orderBy: 'RELEVANCE' }, /relevance needs a search text/u],
  ])('with %s is refused, naming the field', (_name, input, message) => {
    expect(problemOf(input)).toMatch(message);
  });

  test('is ordered by relevance with a text, and with what is open first without', () => {
    expect(parseSearch({ search: 'road' })).toMatchObject({ orderBy: 'RELEVANCE', first: 20 });
    expect(parseSearch({ search: null, filter: null })).toMatchObject({ orderBy: 'STATUS_ASC', filter: {} });
  });

  test('takes an empty list, wherever it is, for one that is left out', () => {
    const empty = {
      ids: [],
      provinces: [],
      buyerIds: [],
      categories: [],
      methods: [],
      statuses: [],
      cidb: { holds: [] },
    };

    expect(parseSearch({ filter: { ...empty, procurementCategories: [] } })).toEqual(parseSearch({}));
  });

  test('finds undisclosed values beside a range, or alone', () => {
    const valueOf = (filter: object) => parseSearch({ filter }).filter.value;

    expect(valueOf({ undisclosedValues: 'INCLUDE' })).toBeUndefined();
    expect(valueOf({ undisclosedValues: 'ONLY' })).toEqual({ currency: 'ZAR', undisclosed: 'ONLY' });
    expect(valueOf({ value: { min: '5' }, undisclosedValues: 'INCLUDE' })).toEqual({
      min: '5',
      currency: 'ZAR',
      undisclosed: 'INCLUDE',
    });
  });

  test('fills in what is left out', () => {
    const { filter } = parseSearch({ filter: { cidb: { holds: [{ class: ' gb ', grade: 3 }], unstated: null } } });
    expect(filter).toEqual({
      cidb: { holds: [{ class: 'GB', grade: 3, isPotentiallyEmerging: false }], unstated: 'EXCLUDE' },
      origin: 'ALL',
    });
  });
});

test('marked text becomes parts, and markup in it stays text', () => {
  expect(partsOf('a <b>\uE000road\uE001</b> z')).toEqual([
    { text: 'a <b>', isHit: false },
    { text: 'road', isHit: true },
    { text: '</b> z', isHit: false },
  ]);
});

test('a search with two mistakes is refused with the path, code and message of each', () => {
  const refuse = () => parseSearch({ search: ' ', filter: { value: { min: '-5' } } });

  expect(refuse).toThrow(HubError);
  expect(refuse).toThrow(
    expect.objectContaining({
      details: {
        problems: [
          { path: ['search'], code: 'BAD_USER_INPUT', message: 'must not be empty' },
          {
            path: ['filter', 'value', 'min'],
            code: 'BAD_USER_INPUT',
            message: 'must be a decimal number, not negative',
          },
        ],
      },
    }),
  );
});
