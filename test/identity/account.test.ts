import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { encodeId } from '@hub/runtime/graphql';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';

const update = graphql(`
  mutation ($input: UpdateAccountInput!) {
    updateAccount(input: $input) {
      __typename
      ... on UpdateAccountSuccess {
        account {
          displayName
          firstName
          title
          avatarUrl
          version
          private {
            phone
            username
          }
        }
      }
      ... on InvalidInput {
        problems {
          path
          code
        }
      }
      ... on AccountConflict {
        current {
          version
        }
      }
    }
  }
`);
const changePassword = graphql(`
  mutation ($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      __typename
      ... on InvalidInput {
        problems {
          path
        }
      }
    }
  }
`);
const verify = graphql(`
  mutation ($code: String!) {
    verifyEmail(input: { code: $code }) {
      __typename
      ... on VerifyEmailSuccess {
        email
      }
      ... on InvalidInput {
        problems {
          path
          code
        }
      }
    }
  }
`);
const deactivate = graphql(`
  mutation ($id: ID!) {
    deactivateAccount(input: { id: $id, reason: "Left the company." }) {
      __typename
      ... on DeactivateAccountSuccess {
        member {
          status
        }
      }
      ... on InvalidInput {
        problems {
          path
          message
        }
      }
    }
  }
`);
const reactivate = graphql(`
  mutation ($id: ID!) {
    reactivateAccount(input: { id: $id }) {
      __typename
      ... on ReactivateAccountSuccess {
        member {
          status
        }
      }
    }
  }
`);
const members = graphql(`
  query {
    team {
      members {
        nodes {
          account {
            firstName
            private {
              phone
              username
              emailVerifiedAt
            }
          }
        }
      }
    }
  }
`);

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

const newName = () => `u${randomBytes(6).toString('hex')}`;
const newEmail = () => `${newName()}@example.org`;

async function signIn(email: string, typed: string, team: string | null = acme.slug): Promise<unknown> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
  const { data } = await hub.ask(query, { variables: { input: { team, email, password: typed } } });
  return Object(data?.['signIn'])['__typename'];
}

/** Texts of mails to an address, newest first. */
async function mailsTo(email: string): Promise<string[]> {
  await hub.runJobs();
  return (await hub.outbox.list()).filter(({ to }) => to === email).map(({ text }) => text);
}

async function codeTo(email: string, query: string): Promise<string> {
  const { errors } = await hub.ask(query, { as: clerk });
  expect(errors).toEqual([]);
  return /hubm_[\w-]{43}/u.exec((await mailsTo(email))[0] ?? '')?.[0] ?? 'none';
}

describe('an account', () => {
  test.each([
    'http://pictures.example.org/a.png',
    'https://user:secret@example.org/a.png',
    'https://localhost/a.png',
    'https://example.org/a b.png',
    'javascript:alert(1)',
    `https://example.org/${'x'.repeat(490)}`,
  ])('has no picture at %s', async (avatarUrl) => {
    const { updateAccount } = await hub.as(clerk).data(update, { input: { expectedVersion: 1, avatarUrl } });

    expect(updateAccount).toEqual({
      __typename: 'InvalidInput',
      problems: [{ path: ['avatarUrl'], code: expect.any(String) }],
    });
  });

  test('is changed by its person on the version read, and only they see telephone number and user name', async () => {
    const username = newName();
    const avatarUrl = 'https://pictures.example.org/thandi.png?size=64';
    const input = {
      expectedVersion: 1,
      firstName: 'Thandi',
      title: 'Bid manager',
      phone: '+27 12 345 6789',
      username,
      avatarUrl,
    };

    const changed = await hub.as(clerk).data(update, { input });
    const late = await hub.as(clerk).data(update, { input: { expectedVersion: 1, firstName: 'Other' } });

    expect(changed.updateAccount).toEqual({
      __typename: 'UpdateAccountSuccess',
      account: {
        ...{ displayName: 'A Person', firstName: 'Thandi', title: 'Bid manager', avatarUrl, version: 2 },
        private: { phone: '+27 12 345 6789', username },
      },
    });
    expect(late.updateAccount).toEqual({ __typename: 'AccountConflict', current: { version: 2 } });
    const own = { firstName: 'Thandi', private: { phone: '+27 12 345 6789', username, emailVerifiedAt: null } };
    const seen = async (as: TestUser) =>
      (await hub.as(as).data(members)).team?.members?.nodes.map(({ account }: { account: unknown }) => account);
    expect(await seen(clerk)).toEqual([own]);
    const colleague = await acme.user();
    expect(await seen(colleague)).toContainEqual({ firstName: 'Thandi', private: null });
    const stored = await hub.database.sql('select phone_encrypted as phone from identity.account where id = $1', [
      clerk.actor.accountId,
    ]);
    expect(stored).toEqual([{ phone: expect.stringMatching(/^v1\./u) }]);
  });

  test('signs in by its user name as by its address, and to its default team without naming one', async () => {
    const username = newName();
    await hub.as(clerk).data(update, { input: { expectedVersion: 1, username } });
    await hub.database.sql('update identity.membership set is_default = true where id = $1', [
      clerk.actor.membershipId,
    ]);

    const answers = [
      await signIn(username.toUpperCase(), password),
      await signIn(username, password, null),
      await signIn(clerk.email, password, null),
      await signIn(username, another),
      await signIn(newName(), password),
    ];

    expect(answers).toEqual([
      ...['SignInSuccess', 'SignInSuccess', 'SignInSuccess'],
      ...['InvalidCredentials', 'InvalidCredentials'],
    ]);
  });

  test('has a user name that nobody else has, also when many ask for it at once', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => acme.user()));
    const username = newName();

    const answers = await Promise.all(
      people.map((as) => hub.as(as).data(update, { input: { expectedVersion: 1, username } })),
    );

    const refused = { __typename: 'InvalidInput', problems: [{ path: ['username'], code: 'NAME_TAKEN' }] };
    const taken = answers.filter((answer) => answer.updateAccount?.__typename === 'InvalidInput');
    expect(taken.map((answer) => answer.updateAccount)).toEqual(Array.from({ length: 7 }, () => refused));
  });
});

describe('a password', () => {
  test('is changed with the one before, and every other session ends in every team', async () => {
    const other = await hub.team();
    await hub.database.sql(`insert into identity.membership (team_id, account_id, role) values ($1, $2, 'viewer')`, [
      other.id,
      clerk.actor.accountId,
    ]);
    expect(await signIn(clerk.email, password, other.slug)).toBe('SignInSuccess');

    const wrong = await hub
      .as(clerk)
      .data(changePassword, { input: { currentPassword: another, newPassword: another } });
    const done = await hub
      .as(clerk)
      .data(changePassword, { input: { currentPassword: password, newPassword: another } });

    expect(wrong.changePassword).toEqual({ __typename: 'InvalidInput', problems: [{ path: ['currentPassword'] }] });
    expect(done.changePassword?.__typename).toBe('ChangePasswordSuccess');
    expect([await signIn(clerk.email, password), await signIn(clerk.email, another)]).toEqual([
      'InvalidCredentials',
      'SignInSuccess',
    ]);
    const rows = await hub.database.sql(
      `select s.id = $2 as is_own, s.revoked_reason, a.password_changed_at is not null as is_noted
       from identity.session s join identity.account a on a.id = s.account_id
       where s.account_id = $1 and s.created_at < a.password_changed_at order by 1`,
      [clerk.actor.accountId, clerk.actor.sessionId],
    );
    expect(rows).toEqual([
      { is_own: false, revoked_reason: 'password_changed', is_noted: true },
      { is_own: true, revoked_reason: null, is_noted: true },
    ]);
  });

  test('cannot be guessed from a session that was left open', async () => {
    const guess = () =>
      hub.as(clerk).data(changePassword, { input: { currentPassword: another, newPassword: another } });
    for (let count = 0; count < 10; count += 1) await guess();

    const answer = await hub
      .as(clerk)
      .data(changePassword, { input: { currentPassword: password, newPassword: another } });

    expect(answer.changePassword?.__typename).toBe('TooManyAttempts');
    expect(await signIn(clerk.email, password)).toBe('SignInSuccess');
  });
});

describe('an e-mail address', () => {
  const askChange = (email: string) =>
    `mutation { requestEmailChange(input: { email: "${email}", password: "${password}" }) { __typename } }`;

  test('is proved with a code, once', async () => {
    const code = await codeTo(clerk.email, 'mutation { requestEmailVerification(input: {}) { __typename } }');

    const answers = [await hub.as(clerk).data(verify, { code }), await hub.as(clerk).data(verify, { code })];

    expect(answers.map((answer) => answer.verifyEmail)).toEqual([
      { __typename: 'VerifyEmailSuccess', email: clerk.email },
      { __typename: 'InvalidInput', problems: [{ path: ['code'], code: 'ENDED' }] },
    ]);
    const rows = await hub.database.sql('select email_verified_at from identity.account where id = $1', [
      clerk.actor.accountId,
    ]);
    expect(rows).toEqual([{ email_verified_at: expect.any(Date) }]);
  });

  test('is changed with a code from the new one, and the old one is told', async () => {
    const email = newEmail();
    const code = await codeTo(email, askChange(email));
    expect(await signIn(email, password)).toBe('InvalidCredentials');

    const changed = await hub.as(clerk).data(verify, { code });

    expect(changed.verifyEmail).toEqual({ __typename: 'VerifyEmailSuccess', email });
    expect([await signIn(email, password), await signIn(clerk.email, password)]).toEqual([
      'SignInSuccess',
      'InvalidCredentials',
    ]);
    expect((await mailsTo(clerk.email))[0]).toContain('has another e-mail address from now on');
  });

  test('that somebody has gets the same answer and a mail without a code, and needs the password', async () => {
    const colleague = await acme.user();
    const before = await snapshotOf(hub.database);
    const wrong = await hub.ask(askChange(newEmail()).replace(password, another), { as: clerk });
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);

    const code = await codeTo(colleague.email, askChange(colleague.email));

    expect(wrong.data).toEqual({ requestEmailChange: { __typename: 'InvalidInput' } });
    expect(code).toBe('none');
    expect((await mailsTo(colleague.email))[0]).toContain('you have an account with it already');
  });

  test('is not taken twice: of two people who proved it the second keeps the old one', async () => {
    const [email, colleague] = [newEmail(), await acme.user({ passwordHash: await hashPassword(password) })];
    const first = await codeTo(email, askChange(email));
    clerk = colleague;
    const second = await codeTo(email, askChange(email));

    const answers = await Promise.all([first, second].map((code) => hub.as(clerk).data(verify, { code })));

    expect(answers.map((answer) => answer.verifyEmail?.__typename).toSorted()).toEqual([
      'InvalidInput',
      'VerifyEmailSuccess',
    ]);
  });
});

describe('an account that is deactivated', () => {
  const idOf = ({ actor }: TestUser) => encodeId('Member', actor.membershipId);

  test('writes nothing from that moment on, refreshes and signs in no more, and does again when it is reactivated', async () => {
    const admin = await acme.user({ role: 'admin' });
    const signed = await hub.ask(
      'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInSuccess { tokens { refreshToken } } } }',
      { variables: { input: { team: acme.slug, email: clerk.email, password } } },
    );
    const [refreshToken] = /hubr_[\w-]+/u.exec(signed.text) ?? [];

    const off = await hub.as(admin).data(deactivate, { id: idOf(clerk) });

    expect(off.deactivateAccount).toEqual({
      __typename: 'DeactivateAccountSuccess',
      member: { status: 'DEACTIVATED' },
    });
    const write = await hub.as(clerk).send(update, { input: { expectedVersion: 2, firstName: 'X' } });
    expect(write.codes).toEqual(['SESSION_ENDED']);
    const refresh = await hub.ask(
      'mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { __typename } }',
      { variables: { input: { refreshToken } } },
    );
    expect(refresh.data).toEqual({ refreshSession: { __typename: 'SessionEnded' } });
    expect(await signIn(clerk.email, password)).toBe('InvalidCredentials');
    clock = new Date(clock.getTime() + 60_000);
    expect((await hub.ask('{ me { role } }', { as: clerk })).data).toEqual({ me: null });
    const on = await hub.as(admin).data(reactivate, { id: idOf(clerk) });
    expect(on.reactivateAccount).toMatchObject({ member: { status: 'ACTIVE' } });
    expect(await signIn(clerk.email, password)).toBe('SignInSuccess');
    expect((await hub.as(clerk).send(update, { input: { expectedVersion: 3, firstName: 'X' } })).codes).toEqual([
      'SESSION_ENDED',
    ]);
  });

  test('is neither one’s own, nor an owner’s for an admin, nor one that is used in other teams', async () => {
    const [admin, owner, other] = [
      await acme.user({ role: 'admin' }),
      await acme.user({ role: 'owner' }),
      await hub.team(),
    ];
    await hub.database.sql(`insert into identity.membership (team_id, account_id, role) values ($1, $2, 'viewer')`, [
      other.id,
      clerk.actor.accountId,
    ]);
    const before = await snapshotOf(hub.database);

    const answers = await Promise.all(
      [admin, owner, clerk].map((whom) => hub.as(admin).data(deactivate, { id: idOf(whom) })),
    );

    expect(answers.map((answer) => answer.deactivateAccount)).toMatchObject([
      { problems: [{ message: 'This is you. Ask somebody else to do it.' }] },
      { problems: [{ message: 'Only an owner of the team can make, change or remove an owner.' }] },
      { problems: [{ message: 'This person is in other teams as well. Remove them from your team instead.' }] },
    ]);
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });
});
