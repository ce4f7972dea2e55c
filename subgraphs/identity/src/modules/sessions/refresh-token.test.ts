import { expect, test } from '@jest/globals';
import { newRefreshToken, readRefreshToken } from './refresh-token.js';

const team = '0197f0a0-0000-7000-8000-000000000001';
const session = '0197f0a0-0000-7000-8000-000000000002';

test('a refresh token carries the ids of its session and the hash that proves it', () => {
  const { text, hash } = newRefreshToken(team, session);
  expect(readRefreshToken(text)).toEqual({ teamId: team, sessionId: session, hash });
});

test('two tokens of one session differ', () => {
  expect(newRefreshToken(team, session).text).not.toBe(newRefreshToken(team, session).text);
});

test.each(['', 'hubr_short', `hubx_${'A'.repeat(86)}`, `hubr_${'!'.repeat(86)}`])(
  'other text is no token: %s',
  (text) => {
    expect(readRefreshToken(text)).toBeNull();
  },
);
