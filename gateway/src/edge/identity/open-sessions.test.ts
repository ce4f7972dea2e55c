import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { rolePermissions, type UserActor } from '@hub/runtime/auth';
import type { AnswerTarget } from '@hub/runtime/graphql';
import { withOpenSessions } from './open-sessions.js';

const clerk: UserActor = {
  kind: 'user',
  accountId: '0197f0a0-0000-7000-8000-000000000001',
  teamId: '0197f0a0-0000-7000-8000-000000000002',
  membershipId: '0197f0a0-0000-7000-8000-000000000003',
  sessionId: '0197f0a0-0000-7000-8000-000000000004',
  role: 'member',
  permissions: rolePermissions.member,
  plan: 'PRO',
};
const over = { kind: 'anonymous', refusal: 'ended' };

let nowMs: number;
let state: string | null;
let asked: number;
beforeEach(() => {
  nowMs = 0;
  state = 'OPEN';
  asked = 0;
});

/** Identity, as it stands; null: it cannot answer. */
const identity: AnswerTarget = async () => {
  asked += 1;
  return state === null
    ? { status: 503, headers: {}, body: '' }
    : { status: 200, headers: {}, body: JSON.stringify({ state }) };
};
const open = (answer: () => AnswerTarget | undefined = () => identity) =>
  withOpenSessions({ authenticate: async () => clerk, identity: answer, nowMs: () => nowMs });

describe('the session of an access token', () => {
  test('is asked about once, also by requests that come together', async () => {
    const authenticate = open();

    expect(await Promise.all([authenticate('x'), authenticate('x'), authenticate('x')])).toEqual([clerk, clerk, clerk]);
    nowMs = 14_999;
    expect(await authenticate('x')).toEqual(clerk);

    expect(asked).toBe(1);
  });

  test('that has ended is noticed beside the first request after a quarter of a minute', async () => {
    const authenticate = open();
    await authenticate('x');
    state = 'ENDED';
    nowMs = 15_000;

    expect(await authenticate('x')).toEqual(clerk);
    await setImmediate();
    expect(await authenticate('x')).toEqual(over);
  });

  test('that has ended reads nothing after three quarters of a minute, however seldom it comes', async () => {
    const authenticate = open();
    await authenticate('x');
    state = 'ENDED';
    nowMs = 45_000;

    expect(await authenticate('x')).toEqual(over);
  });

  test('that has ended is not asked about again', async () => {
    state = 'ENDED';
    const authenticate = open();
    await authenticate('x');
    nowMs = 600_000;

    expect(await authenticate('x')).toEqual(over);
    expect(asked).toBe(1);
  });

  test('of somebody who left the team speaks for nobody, and says why', async () => {
    state = 'LEFT';
    expect(await open()('x')).toEqual({ kind: 'anonymous', refusal: 'left' });
  });

  test('counts by its last answer while identity cannot answer, and identity is left alone for a moment', async () => {
    const authenticate = open();
    await authenticate('x');
    state = null;
    nowMs = 60_000;

    expect([await authenticate('x'), await authenticate('x')]).toEqual([clerk, clerk]);
    expect(asked).toBe(2);

    state = 'ENDED';
    nowMs = 65_000;
    expect(await authenticate('x')).toEqual(over);
  });

  test('counts by the token alone where there is no identity', async () => {
    expect(await open(() => undefined)('x')).toEqual(clerk);
  });
});
