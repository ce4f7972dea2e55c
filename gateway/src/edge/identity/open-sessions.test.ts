import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { rolePermissions, type Authority, type UserActor } from '@hub/runtime/auth';
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
const authority: Authority = { role: 'member', version: 3, grants: [] };
/** The clerk, as identity knows them. */
const known: UserActor = { ...clerk, grants: { version: 3, roleIds: [], projects: new Map() } };
const over = { kind: 'anonymous', refusal: 'ended' };

let nowMs: number;
let state: string | null;
let asked: number;
let told: Authority;
beforeEach(() => {
  nowMs = 0;
  state = 'OPEN';
  asked = 0;
  told = authority;
});

/** Identity, as it stands; null: it cannot answer. */
const identity: AnswerTarget = async () => {
  asked += 1;
  return state === null
    ? { status: 503, headers: {}, body: '' }
    : { status: 200, headers: {}, body: JSON.stringify({ state, authority: told }) };
};
const clock = { answerMs: 1_500, nowMs: () => nowMs, elapsedMs: () => nowMs };
const open = (answer: () => AnswerTarget | undefined = () => identity) =>
  withOpenSessions({ authenticate: async () => clerk, identity: answer, ...clock });

describe('the session of an access token', () => {
  test('is asked about once, also by requests that come together', async () => {
    const authenticate = open();

    expect(await Promise.all([authenticate('x'), authenticate('x'), authenticate('x')])).toEqual([known, known, known]);
    nowMs = 14_999;
    expect(await authenticate('x')).toEqual(known);

    expect(asked).toBe(1);
  });

  test('that has ended is noticed beside the first request after a quarter of a minute', async () => {
    const authenticate = open();
    await authenticate('x');
    state = 'ENDED';
    nowMs = 15_000;

    expect(await authenticate('x')).toEqual(known);
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

    expect([await authenticate('x'), await authenticate('x')]).toEqual([known, known]);
    expect(asked).toBe(2);

    state = 'ENDED';
    nowMs = 65_000;
    expect(await authenticate('x')).toEqual(over);
  });

  test('is asked about again after the pause, whatever the clock says', async () => {
    let elapsedMs = 0;
    const authenticate = withOpenSessions({
      authenticate: async () => clerk,
      identity: () => identity,
      ...clock,
      elapsedMs: () => elapsedMs,
    });
    state = null;

    expect([await authenticate('x'), await authenticate('x'), asked]).toEqual([clerk, clerk, 1]);

    state = 'OPEN';
    elapsedMs = 5_000;
    expect(await authenticate('x')).toEqual(known);
  });

  test('counts by the token alone where there is no identity', async () => {
    expect(await open(() => undefined)('x')).toEqual(clerk);
  });
});

describe('what the person may do', () => {
  const audit = { role: '0197f0a0-0000-7000-8000-000000000005', permissions: ['audit:read'], project: null };
  const mayAudit = async (authenticate: ReturnType<typeof open>) => {
    const actor = await authenticate('x');
    return actor.kind === 'user' && actor.permissions.has('audit:read');
  };

  test('is what identity says, not the token: another role counts within a minute', async () => {
    const authenticate = open();
    await authenticate('x');
    told = { ...authority, role: 'viewer' };
    nowMs = 45_000;

    expect(await authenticate('x')).toMatchObject({ role: 'viewer', permissions: rolePermissions.viewer });
  });

  test('is asked for again at once by a token that knows of a later change', async () => {
    let version = 3;
    const authenticate = withOpenSessions({
      authenticate: async () => ({ ...clerk, grants: { version, roleIds: [], projects: new Map() } }),
      identity: () => identity,
      ...clock,
    });
    expect(await mayAudit(authenticate)).toBe(false);
    told = { ...authority, version: 4, grants: [{ ...audit, until: null }] };

    expect(await mayAudit(authenticate)).toBe(false);
    version = 4;
    expect(await mayAudit(authenticate)).toBe(true);
    expect(asked).toBe(2);
  });

  test('ends at its hour in what was kept', async () => {
    told = { ...authority, grants: [{ ...audit, until: new Date(10_000) }] };
    const authenticate = open();
    expect(await mayAudit(authenticate)).toBe(true);
    nowMs = 10_000;

    expect([await mayAudit(authenticate), asked]).toEqual([false, 1]);
  });
});
