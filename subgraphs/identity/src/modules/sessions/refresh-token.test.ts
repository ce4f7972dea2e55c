// cspell:ignore hubx
import { expect, test } from '@jest/globals';
import { firstRefreshToken, isAncestor, readRefreshToken, successorOf } from './refresh-token.js';

const team = '0197f0a0-0000-7000-8000-000000000001';
const session = '0197f0a0-0000-7000-8000-000000000002';
const secret = new TextEncoder().encode('a secret of this test');
const otherSecret = new TextEncoder().encode('another secret');

test('a refresh token carries the ids of its session and the hash that proves it', () => {
  const token = firstRefreshToken(team, session);
  expect(readRefreshToken(token.text)).toEqual(token);
  expect([token.teamId, token.sessionId, token.hash.length]).toEqual([team, session, 32]);
});

test('two first tokens of one session differ', () => {
  expect(firstRefreshToken(team, session).text).not.toBe(firstRefreshToken(team, session).text);
});

test('the successor of a token is one and the same for whoever has the secret, and for nobody else', () => {
  const token = firstRefreshToken(team, session);
  const successor = successorOf(token, secret);
  expect(successorOf(token, secret)).toEqual(successor);
  expect([successor.teamId, successor.sessionId]).toEqual([team, session]);
  expect(successor.text).not.toBe(token.text);
  expect(successorOf(token, otherSecret).text).not.toBe(successor.text);
});

test('a token knows those that came from it, and no others', () => {
  const first = firstRefreshToken(team, session);
  let newest = first;
  for (let count = 0; count < 20; count += 1) newest = successorOf(newest, secret);

  expect(isAncestor(first, newest.hash, secret)).toBe(true);
  expect(isAncestor(newest, newest.hash, secret)).toBe(false);
  expect(isAncestor(newest, first.hash, secret)).toBe(false);
  expect(isAncestor(firstRefreshToken(team, session), newest.hash, secret)).toBe(false);
  expect(isAncestor(first, newest.hash, otherSecret)).toBe(false);
});

test.each(['', 'hubr_short', `hubx_${'A'.repeat(86)}`, `hubr_${'!'.repeat(86)}`])(
  'other text is no token: %s',
  (text) => {
    expect(readRefreshToken(text)).toBeNull();
  },
);
