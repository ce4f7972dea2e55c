import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';

const problems = '... on InvalidInput { problems { path code } } ... on LimitReached { max used }';
const create = `mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { __typename
  ... on CreateInvitationSuccess { invitation { id email role status createdBy { role } } team { slug } } ${problems} } }`;
const resend = `mutation ($input: ResendInvitationInput!) { resendInvitation(input: $input) { __typename
  ... on InvalidInput { problems { path code } } } }`;
const revoke = `mutation ($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { __typename
  ... on RevokeInvitationSuccess { invitation { status } } ... on InvalidInput { problems { path code } } } }`;
const accept = `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { __typename
  ... on AcceptInvitationSuccess { team { slug } tokens { accessToken } } ${problems} } }`;

const password = 'a long enough password';
let hub: TestHub;
let clock = new Date('2026-03-01T08:00:00Z');
let acme: TestTeam;
let admin: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => clock });
});
afterAll(() => hub.close());
beforeEach(async () => {
  clock = new Date();
  acme = await hub.team({ name: 'Acme' });
  admin = await acme.user({ role: 'admin' });
});

const newEmail = () => `${randomBytes(6).toString('hex')}@example.org`;

async function ask(
  query: string,
  input: Record<string, unknown>,
  as: TestUser | null = admin,
): Promise<Record<string, unknown>> {
  const { data, errors } = await hub.ask(query, { variables: { input }, ...(as && { as }) });
  expect(errors).toEqual([]);
  return Object(Object.values(data ?? {})[0]);
}

/** Codes that were sent to an address, newest first. */
async function codesTo(email: string): Promise<string[]> {
  await hub.runJobs();
  const mails = (await hub.outbox.list()).filter(({ to }) => to === email);
  return mails.map(({ text }) => /hubm_[\w-]{43}/u.exec(text)?.[0] ?? 'none');
}

async function invite(email: string, role = 'MEMBER'): Promise<{ id: string; code: string }> {
  const { invitation } = await ask(create, { email, role });
  const [code = 'none'] = await codesTo(email);
  return { id: Object(invitation)['id'], code };
}

async function listed(as: TestUser = admin): Promise<unknown> {
  const { data } = await hub.ask('{ team { invitations { nodes { email status } totalCount } } }', { as });
  return Object(Object(data)['team'])['invitations'];
}

const members = () =>
  hub.database.sql(
    `select a.email, m.role from identity.membership m join identity.account a on a.id = m.account_id
     where m.team_id = $1 and m.id <> $2 order by m.id`,
    [acme.id, admin.actor.membershipId],
  );

describe('an invitation', () => {
  test('brings a new person into the team with its role, signed in', async () => {
    const email = newEmail();
    const created = await ask(create, { email: ` ${email.toUpperCase()} `, role: 'VIEWER' });
    const [code] = await codesTo(email);

    const joined = await ask(accept, { code, displayName: 'Thandi', password }, null);

    expect(created).toMatchObject({
      __typename: 'CreateInvitationSuccess',
      invitation: { email, role: 'VIEWER', status: 'PENDING', createdBy: { role: 'ADMIN' } },
      team: { slug: acme.slug },
    });
    expect(joined).toMatchObject({ __typename: 'AcceptInvitationSuccess', team: { slug: acme.slug } });
    const { data } = await hub.ask('{ me { role account { displayName } } }', {
      headers: { authorization: `Bearer ${Object(joined['tokens'])['accessToken']}` },
    });
    expect(data).toEqual({ me: { role: 'VIEWER', account: { displayName: 'Thandi' } } });
    expect(await listed()).toEqual({ nodes: [{ email, status: 'ACCEPTED' }], totalCount: 1 });
    expect(await members()).toEqual([{ email, role: 'viewer' }]);
  });

  test('is accepted by somebody with an account by its password, and by who is signed in without', async () => {
    const other = await hub.team();
    const passwordHash = await hashPassword(password);
    const [first, second] = [await other.user({ passwordHash }), await other.user({ passwordHash })];
    const [one, two] = [await invite(first.email), await invite(second.email)];

    const wrong = await ask(accept, { code: one.code, password: 'another password' }, null);
    const missing = await ask(accept, { code: one.code }, second);
    const byPassword = await ask(accept, { code: one.code, password }, null);
    const signedIn = await ask(accept, { code: two.code }, second);

    expect([wrong['problems'], missing['problems']]).toEqual([
      [{ path: ['password'], code: 'INVALID_VALUE' }],
      [{ path: ['password'], code: 'INVALID_VALUE' }],
    ]);
    expect([byPassword['__typename'], signedIn['__typename']]).toEqual([
      'AcceptInvitationSuccess',
      'AcceptInvitationSuccess',
    ]);
    expect(await members()).toEqual([
      { email: first.email, role: 'member' },
      { email: second.email, role: 'member' },
    ]);
  });

  const ended = [{ path: ['code'], code: 'ENDED' }];

  test('works once, and never after it was revoked, sent again, or has expired', async () => {
    const [used, revoked, resent, late] = [newEmail(), newEmail(), newEmail(), newEmail()];
    const codes = [await invite(used), await invite(revoked), await invite(resent), await invite(late)];
    const join = (code: string | undefined) => ask(accept, { code, displayName: 'S', password }, null);
    const before = codes.map(({ code }) => code);
    await join(before[0]);
    const taken = await ask(revoke, { id: codes[1]?.id });
    clock = new Date(clock.getTime() + 1_000);
    await ask(resend, { id: codes[2]?.id });

    const answers = [await join(before[0]), await join(before[1]), await join(before[2])];
    const again = await join((await codesTo(resent))[0]);
    clock = new Date(clock.getTime() + 7 * 86_400_000 + 1);
    const expired = await join(before[3]);

    expect(taken).toEqual({ __typename: 'RevokeInvitationSuccess', invitation: { status: 'REVOKED' } });
    expect([...answers, expired].map((answer) => answer['problems'])).toEqual([ended, ended, ended, ended]);
    expect(again['__typename']).toBe('AcceptInvitationSuccess');
    expect(await ask(revoke, { id: codes[0]?.id })).toMatchObject({ problems: [{ path: ['id'], code: 'ENDED' }] });
  });

  test('is refused for members, for who is invited already, and as an owner', async () => {
    const clerk = await acme.user();
    const { email } = await ask(create, { email: newEmail(), role: 'ADMIN' }).then(
      ({ invitation }): { email: string } => Object(invitation),
    );

    const answers = [
      await ask(create, { email: clerk.email, role: 'ADMIN' }),
      await ask(create, { email, role: 'MEMBER' }),
      await ask(create, { email: newEmail(), role: 'OWNER' }),
    ];

    expect(answers.map((answer) => answer['problems'])).toEqual([
      [{ path: ['email'], code: 'ALREADY_EXISTS' }],
      [{ path: ['email'], code: 'ALREADY_EXISTS' }],
      [{ path: ['role'], code: 'INVALID_VALUE' }],
    ]);
  });

  test('with a key is made once, and no code is in a row or an event', async () => {
    const input = { email: newEmail(), role: 'MEMBER', idempotencyKey: 'one' };

    const answers = [await ask(create, input), await ask(create, input)];
    const codes = await codesTo(input.email);

    expect(answers[1]).toEqual(answers[0]);
    expect(codes).toHaveLength(1);
    const rows = await hub.database.sql<{ found: string }>(
      'select i::text as found from identity.invitation i union all select e::text from events.inbox e',
    );
    expect(rows.filter(({ found }) => found.includes(codes[0] ?? ''))).toEqual([]);
  });
});

describe('the limit of people', () => {
  test('of a free plan is five with those who are invited, also for fifty invitations at once', async () => {
    acme = await hub.team({ plan: 'FREE' });
    admin = await acme.user({ role: 'admin' });
    await acme.user({ role: 'owner' });

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => ask(create, { email: newEmail(), role: 'MEMBER' })),
    );

    const names = answers.map((answer) => answer['__typename']);
    expect(names.filter((name) => name === 'CreateInvitationSuccess')).toHaveLength(3);
    expect(answers.filter(({ __typename: name }) => name === 'LimitReached')[0]).toEqual({
      __typename: 'LimitReached',
      max: 5,
      used: 5,
    });
    expect(names.filter((name) => name === 'LimitReached')).toHaveLength(47);
  });

  test('of one team goes before that of its plan, and holds for those who accept at once', async () => {
    const emails = Array.from({ length: 12 }, newEmail);
    for (const email of emails) await ask(create, { email, role: 'MEMBER' });
    await hub.runJobs();
    const codes = await Promise.all(emails.map(async (email) => (await codesTo(email))[0]));
    await hub.database.sql(
      `insert into identity.team_limit (team_id, subject, max, reason) values ($1, 'PEOPLE', 4, 'Test')`,
      [acme.id],
    );

    const answers = await Promise.all(codes.map((code) => ask(accept, { code, displayName: 'S', password }, null)));

    const names = answers.map((answer) => answer['__typename']);
    expect(names.filter((name) => name === 'AcceptInvitationSuccess')).toHaveLength(3);
    expect(names.filter((name) => name === 'LimitReached')).toHaveLength(9);
    expect(await members()).toHaveLength(3);
  });
});
