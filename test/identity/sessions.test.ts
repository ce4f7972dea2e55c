import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';

const signInQuery = /* GraphQL */ `
  mutation ($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SignInSuccess {
        tokens {
          accessToken
          refreshToken
          expiresInSeconds
        }
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
      ... on RefreshSessionSuccess {
        tokens {
          accessToken
          refreshToken
        }
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

async function signIn(
  input: { team: string; email: string; password: string },
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const { data, errors } = await hub.ask(signInQuery, { variables: { input }, headers });
  expect(errors).toEqual([]);
  return flat(data?.['signIn']);
}

/** A result with its tokens beside its name. */
function flat(result: unknown): Record<string, unknown> {
  const { tokens, ...rest } = result as { tokens?: Record<string, unknown> };
  return { ...rest, ...tokens };
}

async function refresh(token: unknown, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const { data, errors } = await hub.ask(refreshQuery, { variables: { token }, headers });
  expect(errors).toEqual([]);
  return flat(data?.['refreshSession']);
}

const bearer = (accessToken: unknown) => ({ headers: { authorization: `Bearer ${String(accessToken)}` } });

/** Why sessions of the team ended that were signed in to; the kit's own is open. */
async function endsOf(team: TestTeam): Promise<unknown[]> {
  const rows = await hub.database.sql<{ revoked_reason: string | null }>(
    'select revoked_reason from identity.session where team_id = $1 and id <> $2',
    [team.id, clerk.actor.sessionId],
  );
  return rows.map(({ revoked_reason: reason }) => reason);
}

describe('signing in', () => {
  test('gives tokens that open the team the person signed in to', async () => {
    const tokens = await signIn({ team: acme.slug, email: clerk.email.toUpperCase(), password });

    const { data } = await hub.ask('{ me { role account { displayName email } team { name slug plan } } }', {
      headers: { authorization: `Bearer ${String(tokens['accessToken'])}` },
    });

    expect(tokens).toMatchObject({ __typename: 'SignInSuccess', expiresInSeconds: 900 });
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
    expect(welcomed['__typename']).toBe('SignInSuccess');
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
  test('is exchanged for one that works, and once more within half a minute for the same one', async () => {
    const first = await signIn({ team: acme.slug, email: clerk.email, password });
    const second = await refresh(first['refreshToken']);
    clock = new Date(clock.getTime() + 29_000);
    const again = await refresh(first['refreshToken']);
    const third = await refresh(second['refreshToken']);

    expect([second, again, third].map((answer) => answer['__typename'])).toEqual([
      'RefreshSessionSuccess',
      'RefreshSessionSuccess',
      'RefreshSessionSuccess',
    ]);
    expect(again['refreshToken']).toBe(second['refreshToken']);
    expect(third['refreshToken']).not.toBe(second['refreshToken']);
  });

  test('that is used again later ends the whole session, because it was stolen', async () => {
    const first = await signIn({ team: acme.slug, email: clerk.email, password });
    const second = await refresh(first['refreshToken']);
    clock = new Date(clock.getTime() + 31_000);

    await refresh(first['refreshToken']);

    expect((await refresh(second['refreshToken']))['__typename']).toBe('SessionEnded');
    expect(await endsOf(acme)).toEqual(['refresh_reused']);
  });

  test('that is used again many exchanges later is found to be stolen as well', async () => {
    const first = await signIn({ team: acme.slug, email: clerk.email, password });
    let newest = first;
    for (let count = 0; count < 5; count += 1) {
      clock = new Date(clock.getTime() + 600_000);
      newest = await refresh(newest['refreshToken']);
    }
    clock = new Date(clock.getTime() + 31_000);

    await refresh(first['refreshToken']);

    expect((await refresh(newest['refreshToken']))['__typename']).toBe('SessionEnded');
    expect(await endsOf(acme)).toEqual(['refresh_reused']);
  });

  test('that is made up for a session does not end it', async () => {
    const first = await signIn({ team: acme.slug, email: clerk.email, password });
    clock = new Date(clock.getTime() + 31_000);
    const ids = Buffer.from(String(first['refreshToken']).slice('hubr_'.length), 'base64url').subarray(0, 32);
    const madeUp = `hubr_${Buffer.concat([ids, Buffer.alloc(32, 7)]).toString('base64url')}`;

    expect((await refresh(madeUp))['__typename']).toBe('SessionEnded');
    expect((await refresh(first['refreshToken']))['__typename']).toBe('RefreshSessionSuccess');
  });

  test('presented ten times at once leaves all ten signed in, in one session with one successor', async () => {
    const first = await signIn({ team: acme.slug, email: clerk.email, password });
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(first['refreshToken'])));

    const successors = new Set(answers.map((answer) => answer['refreshToken']));
    expect([answers.map((answer) => answer['__typename']), successors.size]).toEqual([
      Array.from({ length: 10 }, () => 'RefreshSessionSuccess'),
      1,
    ]);
    const [successor] = successors;
    expect((await refresh(successor))['__typename']).toBe('RefreshSessionSuccess');
    for (const { accessToken } of answers) {
      const { data } = await hub.ask('{ me { account { email } } }', bearer(accessToken));
      expect(data).toEqual({ me: { account: { email: clerk.email } } });
    }
  });

  test('of an account that was deactivated is worth nothing, also when the account is active again', async () => {
    const tokens = await signIn({ team: acme.slug, email: clerk.email, password });
    await hub.database.sql('update identity.account set is_active = false where id = $1', [clerk.actor.accountId]);

    const inactive = await refresh(tokens['refreshToken']);
    const signInAgain = await signIn({ team: acme.slug, email: clerk.email, password });
    await hub.database.sql('update identity.account set is_active = true where id = $1', [clerk.actor.accountId]);
    const activeAgain = await refresh(tokens['refreshToken']);

    expect([inactive, signInAgain, activeAgain].map((answer) => answer['__typename'])).toEqual([
      'SessionEnded',
      'InvalidCredentials',
      'SessionEnded',
    ]);
    expect(await endsOf(acme)).toEqual(['account_deactivated']);
  });

  test('keeps with its session what last used it, and from where', async () => {
    const client = () =>
      hub.database.sql(
        `select user_agent, host(address) as address from identity.session
      where team_id = $1 and id <> $2`,
        [acme.id, clerk.actor.sessionId],
      );
    const tokens = await signIn({ team: acme.slug, email: clerk.email, password }, { 'user-agent': 'Tab/1.0' });
    const afterSignIn = await client();
    await refresh(tokens['refreshToken'], { 'user-agent': `Tab/2.0 ${'x'.repeat(1_000)}` });

    expect(afterSignIn).toEqual([{ user_agent: 'Tab/1.0', address: '127.0.0.1' }]);
    expect(await client()).toEqual([{ user_agent: `Tab/2.0 ${'x'.repeat(392)}`, address: '127.0.0.1' }]);
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

  test.each(['hubr_', 'hubr_' + 'A'.repeat(86), 'x'.repeat(10_000)])(
    'of another shape is no session: %#',
    async (token) => {
      expect((await refresh(token))['__typename']).toBe('SessionEnded');
    },
  );
});
