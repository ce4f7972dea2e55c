import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';

const request = `mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { __typename
  ... on RequestPasswordResetSuccess { expiresAt } } }`;
const reset = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { __typename
  ... on InvalidInput { problems { path code } } } }`;
const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';

const [password, another] = ['a long enough password', 'another long password'];
let hub: TestHub;
let clock = new Date();
let acme: TestTeam;
let clerk: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => clock });
});
afterAll(() => hub.close());
beforeEach(async () => {
  clock = new Date();
  acme = await hub.team();
  clerk = await acme.user({ passwordHash: await hashPassword(password) });
});

async function ask(query: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { data, errors } = await hub.ask(query, { variables: { input } });
  expect(errors).toEqual([]);
  return Object(Object.values(data ?? {})[0]);
}

async function mailsTo(email: string): Promise<string[]> {
  await hub.runJobs();
  return (await hub.outbox.list()).filter(({ to }) => to === email).map(({ text }) => text);
}

async function codeFor(email: string): Promise<string> {
  await ask(request, { email });
  return /hubm_[\w-]{43}/u.exec((await mailsTo(email))[0] ?? '')?.[0] ?? 'none';
}

const ended = [{ path: ['code'], code: 'ENDED' }];
const signInAs = async (typed: string) =>
  (await ask(signIn, { team: acme.slug, email: clerk.email, password: typed }))['__typename'];

describe('a forgotten password', () => {
  test('is replaced with a code from the mailbox, which works once', async () => {
    const code = await codeFor(clerk.email);

    const short = await ask(reset, { code, password: 'short' });
    const done = await ask(reset, { code, password: another });
    const again = await ask(reset, { code, password });

    expect(short['problems']).toEqual([{ path: ['password'], code: 'TOO_SHORT' }]);
    expect([done['__typename'], again['problems']]).toEqual(['ResetPasswordSuccess', ended]);
    expect([await signInAs(password), await signInAs(another)]).toEqual(['InvalidCredentials', 'SignInSuccess']);
  });

  test('ends every session of the person, and nobody else’s', async () => {
    const colleague = await acme.user();
    await ask(reset, { code: await codeFor(clerk.email), password: another });

    const rows = await hub.database.sql(
      'select account_id = $2 as is_own, revoked_reason from identity.session where team_id = $1 order by 1',
      [acme.id, clerk.actor.accountId],
    );
    const write = await hub.ask('mutation { signOut { __typename } }', { as: clerk });

    expect(rows).toEqual([
      { is_own: false, revoked_reason: null },
      { is_own: true, revoked_reason: 'password_changed' },
    ]);
    expect(colleague.actor.teamId).toBe(acme.id);
    expect(write.text).not.toContain('SignOutSuccess');
  });

  test('cannot be replaced after an hour, with a code to sign up, or for a deactivated account', async () => {
    const late = await codeFor(clerk.email);
    const inactive = await acme.user();
    const inactiveCode = await codeFor(inactive.email);
    await hub.database.sql('update identity.account set is_active = false where id = $1', [inactive.actor.accountId]);
    const stopped = await ask(reset, { code: inactiveCode, password: another });
    clock = new Date(clock.getTime() + 3_600_001);

    const expired = await ask(reset, { code: late, password: another });

    expect([stopped['problems'], expired['problems']]).toEqual([ended, ended]);
    expect(await signInAs(password)).toBe('SignInSuccess');
  });
});

test('an address without an account gets the same answer and a mail without a code', async () => {
  const stranger = `${randomBytes(6).toString('hex')}@example.org`;

  const answers = [await ask(request, { email: clerk.email }), await ask(request, { email: stranger })];
  const [mail = ''] = await mailsTo(stranger);

  expect(answers[1]).toEqual(answers[0]);
  expect(mail).toContain('it has no account that can be used');
  expect(mail).not.toContain('hubm_');
});
