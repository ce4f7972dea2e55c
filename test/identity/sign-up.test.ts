import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { testHub, type TestHub } from '../kit/hub.js';

const requestQuery = /* GraphQL */ `
  mutation ($input: RequestSignUpInput!) {
    requestSignUp(input: $input) {
      __typename
      ... on RequestSignUpSuccess {
        expiresAt
      }
      ... on InvalidInput {
        problems {
          path
          code
        }
      }
    }
  }
`;
const createQuery = /* GraphQL */ `
  mutation ($input: CreateTeamInput!) {
    createTeam(input: $input) {
      __typename
      ... on CreateTeamSuccess {
        team {
          id
          slug
          name
          plan
          timeZone
        }
        tokens {
          accessToken
          refreshToken
        }
      }
      ... on InvalidInput {
        problems {
          path
          code
        }
      }
    }
  }
`;
const meQuery = '{ me { role account { displayName email } team { slug createdBy { role } } } }';

const password = 'a long enough password';
let hub: TestHub;
let clock = new Date();
beforeAll(async () => {
  hub = await testHub({ now: () => clock });
});
afterAll(() => hub.close());
beforeEach(() => {
  clock = new Date();
});

const newEmail = () => `${randomBytes(6).toString('hex')}@example.org`;
const newSlug = () => `team-${randomBytes(5).toString('hex')}`;

async function ask(query: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { data, errors } = await hub.ask(query, { variables: { input } });
  expect(errors).toEqual([]);
  return Object(Object.values(data ?? {})[0]);
}

async function codesTo(email: string): Promise<string[]> {
  await hub.runJobs();
  const mails = (await hub.outbox.list()).filter(({ to }) => to === email);
  return mails.map(({ text }) => /hubm_[\w-]{43}/u.exec(text)?.[0] ?? 'none');
}

async function codeFor(email: string): Promise<string> {
  await ask(requestQuery, { email });
  const [code = 'none'] = await codesTo(email);
  return code;
}

async function asHolder(accessToken: string): Promise<unknown> {
  const { data } = await hub.ask(meQuery, { headers: { authorization: `Bearer ${accessToken}` } });
  return data;
}

const rowsOf = (slug: string) =>
  hub.database.sql(
    `select t.plan, m.role, m.is_default, a.email, a.email_verified_at is not null as is_verified
     from identity.team t join identity.membership m on m.team_id = t.id join identity.account a on a.id = m.account_id
     where t.slug = $1`,
    [slug],
  );

describe('a newcomer', () => {
  test('makes a team with the code from the mail, owns it and is signed in to it', async () => {
    const [email, slug] = [newEmail(), newSlug()];
    await ask(requestQuery, { email: ` ${email.toUpperCase()} ` });
    const [code] = await codesTo(email);

    const made = await ask(createQuery, { code, name: ' Acme Civils ', slug, displayName: 'Thandi', password });

    expect(made).toEqual({
      __typename: 'CreateTeamSuccess',
      team: { id: expect.any(String), slug, name: 'Acme Civils', plan: 'FREE', timeZone: 'Africa/Johannesburg' },
      tokens: { accessToken: expect.any(String), refreshToken: expect.stringMatching(/^hubr_/u) },
    });
    expect(await asHolder(Object(made['tokens'])['accessToken'])).toEqual({
      me: { role: 'OWNER', account: { displayName: 'Thandi', email }, team: { slug, createdBy: { role: 'OWNER' } } },
    });
    expect(await rowsOf(slug)).toEqual([{ plan: 'FREE', role: 'owner', is_default: true, email, is_verified: true }]);
  });

  test('can sign in with the password afterwards', async () => {
    const [email, slug] = [newEmail(), newSlug()];
    await ask(createQuery, { code: await codeFor(email), name: 'Acme', slug, displayName: 'T', password });

    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';

    expect(await ask(signIn, { team: slug, email, password })).toEqual({ __typename: 'SignInSuccess' });
  });

  const form = { name: 'Acme', slug: 'acme-of-tests', displayName: 'Thandi', password };
  test.each([
    ['a short password', { ...form, password: 'short' }, [{ path: ['password'], code: 'TOO_SHORT' }]],
    ['no name', { ...form, displayName: null }, [{ path: ['displayName'], code: 'REQUIRED' }]],
    ['a short name of the product', { ...form, slug: 'admin' }, [{ path: ['slug'], code: 'INVALID_VALUE' }]],
    ['a short name with an underscore', { ...form, slug: 'a_b' }, [{ path: ['slug'], code: 'INVALID_VALUE' }]],
    ['a zone that is none', { ...form, timeZone: 'Mars/Phobos' }, [{ path: ['timeZone'], code: 'INVALID_VALUE' }]],
  ])('may correct %s: the code is not used up', async (_what, input, problems) => {
    const code = await codeFor(newEmail());

    const refused = await ask(createQuery, { ...input, code });
    const made = await ask(createQuery, { ...form, slug: newSlug(), code });

    expect([refused['problems'], made['__typename']]).toEqual([problems, 'CreateTeamSuccess']);
  });

  test('is told that a short name is taken, and keeps the code', async () => {
    const taken = await hub.team();
    const code = await codeFor(newEmail());

    const refused = await ask(createQuery, { ...form, slug: taken.slug, code });
    const made = await ask(createQuery, { ...form, slug: newSlug(), code });

    expect(refused['problems']).toEqual([{ path: ['slug'], code: 'NAME_TAKEN' }]);
    expect(made['__typename']).toBe('CreateTeamSuccess');
  });
});

describe('somebody with an account', () => {
  test('makes a further team with its password and keeps their name, and a wrong password makes nothing', async () => {
    const acme = await hub.team();
    const clerk = await acme.user({ passwordHash: await hashPassword(password), displayName: 'Clerk' });
    const slug = newSlug();
    const code = await codeFor(clerk.email);
    const form = { code, name: 'Second', slug, displayName: 'Another name' };

    const refused = await ask(createQuery, { ...form, password: 'another long password' });
    const before = await rowsOf(slug);
    const made = await ask(createQuery, { ...form, password });

    expect([refused['problems'], before]).toEqual([[{ path: ['password'], code: 'INVALID_VALUE' }], []]);
    expect(await asHolder(Object(made['tokens'])['accessToken'])).toMatchObject({
      me: { role: 'OWNER', account: { displayName: 'Clerk', email: clerk.email } },
    });
  });

  test('gets the same answer, mail and rows as somebody without one', async () => {
    const clerk = await (await hub.team()).user();
    const stranger = newEmail();

    const answers = [await ask(requestQuery, { email: clerk.email }), await ask(requestQuery, { email: stranger })];
    await hub.runJobs();
    const mails = (await hub.outbox.list()).filter(({ to }) => [clerk.email, stranger].includes(to));

    expect(answers[0]).toEqual(answers[1]);
    expect(new Set(mails.map(({ subject, text }) => subject + text.replace(/hubm_[\w-]+/u, ''))).size).toBe(1);
    expect(mails).toHaveLength(2);
  });
});

describe('a code', () => {
  const form = { name: 'Acme', displayName: 'Thandi', password };

  test('works once', async () => {
    const code = await codeFor(newEmail());
    await ask(createQuery, { ...form, slug: newSlug(), code });

    const again = await ask(createQuery, { ...form, slug: newSlug(), code });

    expect(again['problems']).toEqual([{ path: ['code'], code: 'ENDED' }]);
  });

  test('makes one team however many use it at once', async () => {
    const email = newEmail();
    const code = await codeFor(email);

    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        hub.ask(createQuery, { variables: { input: { ...form, slug: newSlug(), code } } }),
      ),
    );

    const made = answers.filter(({ text }) => text.includes('CreateTeamSuccess'));
    const teams = await hub.database.sql(
      'select 1 from identity.membership m join identity.account a on a.id = m.account_id where a.email = $1',
      [email],
    );
    expect([made.length, teams.length]).toEqual([1, 1]);
  });

  test('used again with the same key and password answers the same team', async () => {
    const input = { ...form, slug: newSlug(), code: await codeFor(newEmail()), idempotencyKey: 'one' };
    const first = await ask(createQuery, input);

    const second = await ask(createQuery, input);
    const guessed = await ask(createQuery, { ...input, password: 'another long password' });

    expect(second['team']).toEqual(first['team']);
    expect(second['tokens']).not.toEqual(first['tokens']);
    expect(guessed['problems']).toEqual([{ path: ['password'], code: 'INVALID_VALUE' }]);
  });

  test('ends after a day', async () => {
    const code = await codeFor(newEmail());
    clock = new Date(clock.getTime() + 24 * 3_600_000 + 1);

    expect((await ask(createQuery, { ...form, slug: newSlug(), code }))['problems']).toEqual([
      { path: ['code'], code: 'ENDED' },
    ]);
  });

  test('is in no row and no event', async () => {
    const email = newEmail();
    const code = await codeFor(email);
    await ask(createQuery, { ...form, slug: newSlug(), code });

    const rows = await hub.database.sql<{ found: string }>(
      `select t::text as found from identity.email_token t union all select i::text from events.inbox i`,
    );

    expect(rows.filter(({ found }) => found.includes(code) || found.includes(password))).toEqual([]);
    const events = await hub.database.sql<{ found: string }>('select i::text as found from events.inbox i');
    expect(events.filter(({ found }) => found.includes(email))).toEqual([]);
  });
});

test('the same request sends one mail, and the sixth in an hour none', async () => {
  const email = newEmail();
  await ask(requestQuery, { email, idempotencyKey: 'one' });
  await ask(requestQuery, { email, idempotencyKey: 'one' });
  expect(await codesTo(email)).toHaveLength(1);

  for (let count = 0; count < 3; count += 1) await ask(requestQuery, { email });
  const sixth = await ask(requestQuery, { email });

  expect(sixth).toEqual({ __typename: 'TooManyAttempts' });
  expect(await codesTo(email)).toHaveLength(4);
});
