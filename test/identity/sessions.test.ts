import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';

const signInQuery = /* GraphQL */ `
  mutation ($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SessionTokens {
        accessToken
        refreshToken
        expiresInSeconds
      }
      ... on UserError {
        message
      }
      ... on TooManyAttempts {
        retryAfterSeconds
      }
    }
  }
`;
const refreshQuery = /* GraphQL */ `
  mutation ($token: String!) {
    refreshSession(input: { refreshToken: $token }) {
      __typename
      ... on SessionTokens {
        accessToken
        refreshToken
      }
      ... on UserError {
        message
      }
    }
  }
`;

const password = 'a long enough password';
let passwordHash: string;
let hub: TestHub;
let clock = new Date();
let acme: TestTeam;
let clerk: TestUser;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
  hub = await testHub({ now: () => clock });
});
afterAll(() => hub.close());
beforeEach(async () => {
  clock = new Date();
  acme = await hub.team({ name: 'Acme' });
  clerk = await acme.user({ passwordHash, displayName: 'Clerk' });
});

async function signIn(input: { team: string; email: string; password: string }): Promise<Record<string, unknown>> {
  const { data, errors } = await hub.ask(signInQuery, { variables: { input } });
  expect(errors).toEqual([]);
  return data?.['signIn'] as Record<string, unknown>;
}

async function refresh(token: unknown): Promise<Record<string, unknown>> {
  const { data, errors } = await hub.ask(refreshQuery, { variables: { token } });
  expect(errors).toEqual([]);
  return data?.['refreshSession'] as Record<string, unknown>;
}

describe('signing in', () => {
  test('gives tokens that open the team the person signed in to', async () => {
    const tokens = await signIn({ team: acme.slug, email: clerk.email.toUpperCase(), password });

    const { data } = await hub.ask('{ me { role account { displayName email } team { name slug plan } } }', {
      headers: { authorization: `Bearer ${String(tokens['accessToken'])}` },
    });

    expect(tokens).toMatchObject({ __typename: 'SessionTokens', expiresInSeconds: 900 });
    expect(data).toEqual({
      me: {
        role: 'MEMBER',
        account: { displayName: 'Clerk', email: clerk.email },
        team: { name: 'Acme', slug: acme.slug, plan: 'PRO' },
      },
    });
  });

  test('answers a wrong password, an unknown e-mail, an unknown team and a foreign team alike', async () => {
    const other = await hub.team();
    const answers = [
      await signIn({ team: acme.slug, email: clerk.email, password: 'wrong' }),
      await signIn({ team: acme.slug, email: 'nobody@example.org', password }),
      await signIn({ team: 'no-such-team', email: clerk.email, password }),
      await signIn({ team: other.slug, email: clerk.email, password }),
    ];
    const refusal = { __typename: 'InvalidCredentials', message: 'Team, e-mail and password do not fit together.' };
    expect(answers).toEqual([refusal, refusal, refusal, refusal]);
  });

  test('closes the door of one account after ten failures, and only of that one', async () => {
    const colleague = await acme.user({ passwordHash });
    for (let failure = 0; failure < 10; failure += 1)
      await signIn({ team: acme.slug, email: clerk.email, password: 'wrong' });

    const refused = await signIn({ team: acme.slug, email: clerk.email, password });
    const welcomed = await signIn({ team: acme.slug, email: colleague.email, password });

    expect(refused['__typename']).toBe('TooManyAttempts');
    expect(welcomed['__typename']).toBe('SessionTokens');
  });

  test('is refused to an expired membership', async () => {
    await hub.database.sql(`update identity.membership set expires_at = now() - interval '1 second' where id = $1`, [
      clerk.actor.membershipId,
    ]);
    expect((await signIn({ team: acme.slug, email: clerk.email, password }))['__typename']).toBe('InvalidCredentials');
  });

  test('stores no token and no password in clear', async () => {
    const tokens = await signIn({ team: acme.slug, email: clerk.email, password });
    const stored = JSON.stringify(await hub.database.sql('select * from identity.session, identity.account'));
    const secrets = [tokens['refreshToken'], tokens['accessToken'], password].map(String);
    expect(secrets.filter((secret) => stored.includes(secret))).toEqual([]);
  });
});

describe('a refresh token', () => {
  test('works once, and its successor works', async () => {
    const first = await signIn({ team: acme.slug, email: clerk.email, password });
    const second = await refresh(first['refreshToken']);
    const again = await refresh(first['refreshToken']);
    const third = await refresh(second['refreshToken']);
    expect([second, again, third].map((answer) => answer['__typename'])).toEqual([
      'SessionTokens',
      'SessionEnded',
      'SessionTokens',
    ]);
  });

  test('that is used again later ends the whole session, because it was stolen', async () => {
    const first = await signIn({ team: acme.slug, email: clerk.email, password });
    const second = await refresh(first['refreshToken']);
    clock = new Date(clock.getTime() + 11_000);

    await refresh(first['refreshToken']);

    expect((await refresh(second['refreshToken']))['__typename']).toBe('SessionEnded');
    const rows = await hub.database.sql('select revoked_reason from identity.session where team_id = $1', [acme.id]);
    expect(rows).toEqual([{ revoked_reason: 'refresh_reused' }]);
  });

  test('presented ten times at once is exchanged exactly once', async () => {
    const first = await signIn({ team: acme.slug, email: clerk.email, password });
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(first['refreshToken'])));
    expect(answers.filter((answer) => answer['__typename'] === 'SessionTokens')).toHaveLength(1);
  });

  test('ends with its session, with its membership and with its thirty days', async () => {
    const out = await signIn({ team: acme.slug, email: clerk.email, password });
    await hub.ask('mutation { signOut { __typename } }', {
      headers: { authorization: `Bearer ${String(out['accessToken'])}` },
    });
    const afterSignOut = await refresh(out['refreshToken']);

    const old = await signIn({ team: acme.slug, email: clerk.email, password });
    clock = new Date(clock.getTime() + 30 * 86_400_000 + 1);
    const afterThirtyDays = await refresh(old['refreshToken']);
    clock = new Date();

    const gone = await signIn({ team: acme.slug, email: clerk.email, password });
    await hub.database.sql('delete from identity.membership where id = $1', [clerk.actor.membershipId]);
    const afterRemoval = await refresh(gone['refreshToken']);

    expect([afterSignOut, afterThirtyDays, afterRemoval].map((answer) => answer['__typename'])).toEqual([
      'SessionEnded',
      'SessionEnded',
      'SessionEnded',
    ]);
  });

  test.each(['', 'hubr_', 'hubr_' + 'A'.repeat(86), 'x'.repeat(10_000)])(
    'of another shape is no session: %#',
    async (token) => {
      expect((await refresh(token))['__typename']).toBe('SessionEnded');
    },
  );
});
