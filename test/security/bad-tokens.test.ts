import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { newSigningKeyText, readSigningKey, signAccessToken } from '@hub/runtime/auth';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';

const password = 'a long enough password';
let hub: TestHub;
let acme: TestTeam;
let clerk: TestUser;
const headers = new Map<string, string>();

beforeAll(async () => {
  hub = await testHub();
  acme = await hub.team();
  clerk = await acme.user({ passwordHash: await hashPassword(password) });
  const ended = await acme.user();
  await hub.database.sql('update identity.session set revoked_at = now() where id = $1', [ended.actor.sessionId]);
  const left = await acme.user();
  await hub.database.sql('delete from identity.membership where id = $1', [left.actor.membershipId]);
  const stranger = await readSigningKey(await newSigningKeyText());
  headers.set('none', '');
  headers.set('no token', 'Bearer ');
  headers.set('text', 'Bearer not-a-token');
  headers.set('another scheme', 'Basic dTpw');
  headers.set('signed by a stranger', `Bearer ${await signAccessToken(stranger, clerk.actor, new Date())}`);
  headers.set('expired', `Bearer ${await clerk.tokenOf(new Date(Date.now() - 3_600_000))}`);
  headers.set('of an ended session', `Bearer ${ended.accessToken}`);
  headers.set('of a former member', `Bearer ${left.accessToken}`);
});
afterAll(() => hub.close());

const kinds = [
  ['none', 'UNAUTHENTICATED', 200],
  ['no token', 'UNAUTHENTICATED', 200],
  ['text', 'TOKEN_INVALID', 401],
  ['another scheme', 'TOKEN_INVALID', 401],
  ['signed by a stranger', 'TOKEN_INVALID', 401],
  ['expired', 'TOKEN_EXPIRED', 401],
  ['of an ended session', 'SESSION_ENDED', 401],
  ['of a former member', 'MEMBERSHIP_ENDED', 403],
] as const;

describe.each(kinds)('with an access token that is %s', (kind, code, status) => {
  const send = (query: string, variables: Record<string, unknown> = {}) =>
    hub.ask(query, { variables, headers: { authorization: headers.get(kind) ?? '' } });
  const signIn = () =>
    send(
      'mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on SignInSuccess { tokens { refreshToken } } } }',
      { input: { team: acme.slug, email: clerk.email, password } },
    );

  test('a person signs in and refreshes the session', async () => {
    const signedIn = await signIn();
    const refreshToken = Object(Object(signedIn.data?.['signIn'])['tokens'])['refreshToken'];
    const refreshed = await send(
      'mutation ($token: String!) { refreshSession(input: { refreshToken: $token }) { __typename } }',
      { token: refreshToken },
    );

    expect([signedIn.data, refreshed.data]).toEqual([
      { signIn: { __typename: 'SignInSuccess', tokens: { refreshToken: expect.stringMatching(/^hubr_/u) } } },
      { refreshSession: { __typename: 'RefreshSessionSuccess' } },
    ]);
  });

  test('what needs no permission is answered', async () => {
    const answer = await send('{ sourceHealth { __typename } me { role } }');

    expect([answer.status, answer.data, answer.errors]).toEqual([
      200,
      { sourceHealth: [{ __typename: 'SourceHealth' }], me: null },
      [],
    ]);
  });

  test('what needs one is refused with the reason, and nothing else is', async () => {
    const alone = await send('{ team { name } }');
    const beside = await send('{ sourceHealth { __typename } team { name } }');

    expect([alone.status, alone.errors.map(({ extensions }) => extensions['code'])]).toEqual([status, [code]]);
    expect([beside.status, beside.data, beside.errors.map(({ extensions }) => extensions['code'])]).toEqual([
      200,
      { sourceHealth: [{ __typename: 'SourceHealth' }], team: null },
      [code],
    ]);
  });

  test('an address beside the graph is refused with the reason', async () => {
    const answer = await hub.gateway.fastify.inject({
      url: '/ocds/releases/ocds-1',
      headers: { authorization: headers.get(kind) ?? '' },
    });

    expect([answer.statusCode, answer.json<{ errors: unknown[] }>().errors]).toEqual([
      code === 'MEMBERSHIP_ENDED' ? 403 : 401,
      [expect.objectContaining({ extensions: expect.objectContaining({ code }) })],
    ]);
  });
});

test('a person without the permission is told so with a code of its own', async () => {
  const viewer = await acme.user({ role: 'viewer' });
  const answer = await hub.ask('mutation { requestExport(input: { format: CSV }) { __typename } }', { as: viewer });

  expect([answer.status, answer.errors.map(({ extensions }) => extensions['code'])]).toEqual([200, ['FORBIDDEN']]);
});
