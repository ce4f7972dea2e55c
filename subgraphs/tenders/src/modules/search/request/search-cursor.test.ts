// cspell:ignore raod
import { describe, expect, test } from '@jest/globals';
import { HubError } from '@hub/runtime/errors';
import { searchCursors, type SearchCursors } from './search-cursor.js';
import { searchEnvironmentFrom } from './search-environment.js';
import { parseSearch, type SearchRequest } from './search-request.js';

const secretOf = (letter: string) => ({ INTERNAL_SECRET_TENDERS: letter.repeat(32) });
const keyOf = (env: Record<string, string>) => searchEnvironmentFrom(env).cursorKey;
const cursorsOf = (teamId: string | null, env: Record<string, string> = secretOf('s')): SearchCursors =>
  searchCursors({ key: keyOf(env), teamId });

const tenderId = '01930000-0000-7000-8000-000000000001';
const [team, otherTeam] = ['01930000-0000-7000-8000-0000000000aa', '01930000-0000-7000-8000-0000000000bb'];
const cursors = cursorsOf(team);
const request = parseSearch({ search: 'raod', orderBy: 'VALUE_DESC' });
const position = { value: '1250.5', tenderId };

function refusal(cursor: string, asked: SearchRequest = request, by: SearchCursors = cursors): unknown {
  try {
    return by.decode(cursor, asked);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return [error.code, error.message, error.details];
  }
}
const refused = [
  'BAD_USER_INPUT',
  'The cursor does not belong to this search.',
  { problems: [{ path: ['after'], code: 'BAD_USER_INPUT', message: 'The cursor does not belong to this search.' }] },
] as const;

describe('a cursor of a search', () => {
  test.each([{ ...position }, { ...position, value: null }, { ...position, correctedSearch: 'road' }])(
    'says again what it was made of: %j',
    (said) => expect(cursors.decode(cursors.encode(said, request), request)).toEqual(said),
  );

  test.each([
    ['another text', { search: 'road', orderBy: 'VALUE_DESC' }],
    ['no text', { orderBy: 'VALUE_DESC' }],
    ['another order', { search: 'raod', orderBy: 'VALUE_ASC' }],
    ['another filter', { search: 'raod', orderBy: 'VALUE_DESC', filter: { hasBriefing: true } }],
  ])('is refused with %s', (_what, input) => {
    expect(refusal(cursors.encode(position, request), parseSearch(input))).toEqual(refused);
  });

  test('is taken with another page size, by another process with the same secret', () => {
    const elsewhere = parseSearch({ search: 'raod', orderBy: 'VALUE_DESC', first: 7 });
    expect(cursorsOf(team).decode(cursors.encode(position, request), elsewhere)).toEqual(position);
  });

  test('is refused with another secret, and by a process that has none', () => {
    const cursor = cursors.encode(position, request);
    for (const env of [secretOf('t'), {}, {}]) expect(refusal(cursor, request, cursorsOf(team, env))).toEqual(refused);
  });

  test.each([
    [team, otherTeam],
    [team, null],
    [null, team],
  ])('of the team %s is refused for %s', (of, by) => {
    expect(refusal(cursorsOf(of).encode(position, request), request, cursorsOf(by))).toEqual(refused);
  });

  test('is refused when any bit of it was changed, or a byte is missing or too many', () => {
    const bytes = Buffer.from(cursors.encode({ ...position, correctedSearch: 'road' }, request), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(refusal(changed.toString('base64url'))).toEqual(refused);
    }
    for (let length = 0; length < bytes.length; length += 1) {
      expect(refusal(bytes.subarray(0, length).toString('base64url'))).toEqual(refused);
      expect(refusal(bytes.subarray(bytes.length - length).toString('base64url'))).toEqual(refused);
    }
    expect(refusal(Buffer.concat([bytes, Buffer.from(' ')]).toString('base64url'))).toEqual(refused);
  });

  test.each([
    ['a forged value', ['9999', tenderId]],
    ['a forged text', [position.value, tenderId, 'anything at all']],
  ])('is refused with %s behind a genuine signature', (_what, contents) => {
    const signature = Buffer.from(cursors.encode(position, request), 'base64url').subarray(0, 16);
    const forged = Buffer.concat([signature, Buffer.from(JSON.stringify(contents))]).toString('base64url');
    expect(refusal(forged)).toEqual(refused);
  });

  test.each([
    ['nothing', ''],
    ['a word', 'x'],
    ['JSON', Buffer.from('["a","b"]').toString('base64url')],
    [
      'what cursors were before they were signed',
      Buffer.from(JSON.stringify(['Zm9yZ2VyeS4u', '1', tenderId])).toString('base64url'),
    ],
    ['a genuine one spelt otherwise', `${cursors.encode(position, request)}=`],
  ])('is not %s', (_what, cursor) => expect(refusal(cursor)).toEqual(refused));

  test.each([
    ['CLOSING_AT_ASC', '9223372036854775807', false],
    ['CLOSING_AT_ASC', '-210866803200000001', false],
    ['CLOSING_AT_DESC', '-210866803200000000', true],
    ['PUBLISHED_AT_ASC', '1.5', false],
    ['VALUE_ASC', '123456789012345.6789', true],
    ['VALUE_ASC', '1e3', false],
    ['RELEVANCE', '1e-06', true],
    ['RELEVANCE', '1e-400', false],
    ['RELEVANCE', null, false],
  ])('by %s with %s, even signed, is taken: %p', (orderBy, value, isTaken) => {
    const asked = parseSearch({ search: 'road', orderBy });
    const cursor = cursors.encode({ value, tenderId }, asked);
    expect(refusal(cursor, asked)).toEqual(isTaken ? { value, tenderId } : refused);
  });

  test.each([
    ['letters', 'x'],
    ['letters of other scripts', '道'],
    ['control characters', '\u0001'],
    ['half characters', '\uD800'],
    ['quotes', '"'],
  ])('is never too long to be handed back: 500 %s', (_what, letter) => {
    const asked = { search: letter.repeat(500) };
    const said = { value: '9'.repeat(60), tenderId, correctedSearch: letter.repeat(500) };
    const after = cursors.encode(said, parseSearch(asked));
    const again = parseSearch({ ...asked, after });
    expect(cursors.decode(again.after ?? '', again)).toEqual(said);
  });
});

test('the key is derived: it is not the secret, and a secret that is too short is refused', () => {
  const bytes = keyOf(secretOf('s')).export();
  expect(keyOf(secretOf('s')).export()).toEqual(bytes);
  expect(bytes).toHaveLength(32);
  expect(bytes.toString()).not.toBe('s'.repeat(32));
  expect(() => keyOf({ INTERNAL_SECRET_TENDERS: 'short' })).toThrow('INTERNAL_SECRET_TENDERS: must have at least 32');
});
