import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { parseSearch } from '../search/request/search-request.js';
import { searchDigest } from './search-digest.js';

const keyOf = (letter: string) => createSecretKey(Buffer.from(letter.repeat(32)));
const [team, otherTeam] = ['01930000-0000-7000-8000-0000000000aa', '01930000-0000-7000-8000-0000000000bb'];
const digestOf = (input: unknown, teamId = team, key = keyOf('k')): string =>
  searchDigest(key, parseSearch(input), teamId).toString('hex');

const filter = {
  provinces: ['GAUTENG', 'LIMPOPO'],
  hasBriefing: true,
  closing: { from: new Date(1), before: new Date(2) },
};
const bridge = { search: 'Road bridge', filter };

describe('the digest of a search', () => {
  test('has 16 bytes', () => {
    expect(digestOf(bridge)).toMatch(/^[0-9a-f]{32}$/u);
  });

  test.each<[string, unknown]>([
    ['another page size', { ...bridge, first: 5 }],
    ['a later page', { ...bridge, after: 'x' }],
    ['another order', { ...bridge, orderBy: 'CLOSING_AT_ASC' }],
    ['other letters and blanks', { ...bridge, search: '  rOAD \t BRIDGE ' }],
    [
      'fields in another order',
      { filter: Object.fromEntries(Object.entries(filter).toReversed()), search: bridge.search },
    ],
    ['a list in another order', { ...bridge, filter: { ...filter, provinces: ['LIMPOPO', 'GAUTENG'] } }],
    ['a value that is named twice', { ...bridge, filter: { ...filter, provinces: ['GAUTENG', 'LIMPOPO', 'GAUTENG'] } }],
    ['what is null or empty', { ...bridge, filter: { ...filter, ids: [], value: null } }],
  ])('is the same with %s', (_what, other) => {
    expect(digestOf(other)).toBe(digestOf(bridge));
  });

  test.each<[string, unknown]>([
    ['another text', { ...bridge, search: 'bridge road' }],
    ['no text', { filter }],
    ['no filter', { search: bridge.search }],
    ['another province', { ...bridge, filter: { ...filter, provinces: ['GAUTENG', 'FREE_STATE'] } }],
    ['another moment', { ...bridge, filter: { ...filter, closing: { from: new Date(1), before: new Date(3) } } }],
    ['an end of the window for its beginning', { ...bridge, filter: { ...filter, closing: { from: new Date(2) } } }],
    ['own tenders alone', { ...bridge, filter: { ...filter, origin: 'OWN' } }],
  ])('is another with %s', (_what, other) => {
    expect(digestOf(other)).not.toBe(digestOf(bridge));
  });

  test('is another for another team, and with another key', () => {
    expect(digestOf(bridge, otherTeam)).not.toBe(digestOf(bridge));
    expect(digestOf(bridge, team, keyOf('l'))).not.toBe(digestOf(bridge));
  });
});
