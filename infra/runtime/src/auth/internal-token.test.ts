import { describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { anonymous, noClient, rolePermissions, type Actor } from './auth.js';
import { signInternalToken, verifyInternalToken } from './internal-token.js';

const secret = new TextEncoder().encode('a secret of the gateway and workspace only');
const otherSecret = new TextEncoder().encode('a secret of the gateway and tenders only..');
const body = '{"query":"{ entries { pageInfo { hasNextPage } } }"}';
const id = (digit: number) => `0197f0a0-1111-7222-8333-44445555666${digit}`;
const clerk: Actor = {
  kind: 'user',
  accountId: id(1),
  teamId: id(2),
  membershipId: id(3),
  sessionId: id(4),
  role: 'member',
  permissions: rolePermissions.member,
  plan: 'PRO',
};

const sign = (actor: Actor = clerk) => signInternalToken({ actor, audience: 'workspace', body, secret });
const verify = (token: string | undefined, overrides: Partial<Parameters<typeof verifyInternalToken>[0]> = {}) =>
  verifyInternalToken({ token, audience: 'workspace', body, secret, ...overrides });

describe('an internal token', () => {
  test('carries the actor unchanged', async () => {
    await expect(verify(await sign())).resolves.toEqual({ actor: clerk, client: noClient });
    await expect(verify(await sign(anonymous))).resolves.toEqual({ actor: anonymous, client: noClient });
  });

  test('cannot speak for the product itself', async () => {
    await expect(sign({ kind: 'system', name: 'x', teamId: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  const refusal = { code: 'UNAUTHENTICATED', message: 'Only the gateway may call a subgraph.' };

  test.each<[string, () => Promise<unknown>]>([
    ['no token', () => verify(undefined)],
    ['text that is no token', () => verify('x.y.z')],
    ['a token for another subgraph', async () => verify(await sign(), { audience: 'tenders' })],
    ['another subgraph’s secret', async () => verify(await sign(), { secret: otherSecret })],
    ['another body', async () => verify(await sign(), { body: '{"query":"mutation { x }"}' })],
    ['a token without an expiry', async () => verify(await forged({ expires: false }))],
    ['an old token', async () => verify(await forged({ issuedSecondsAgo: 120 }))],
    ['an unsigned token', async () => verify(unsigned(await sign()))],
    ['a token of another type', async () => verify(await forged({ typ: 'JWT' }))],
  ])('is refused with one answer: %s', async (_name, attempt) => {
    await expect(attempt()).rejects.toMatchObject(refusal);
  });
});

async function forged({ expires = true, issuedSecondsAgo = 0, typ = 'hub-internal+jwt' }): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1000) - issuedSecondsAgo;
  const jwt = new SignJWT({ actor: { kind: 'anonymous' }, bh: 'x' })
    .setProtectedHeader({ alg: 'HS256', typ })
    .setIssuer('hub:gateway')
    .setAudience('hub:workspace')
    .setIssuedAt(issuedAt);
  return (expires ? jwt.setExpirationTime(issuedAt + 3600) : jwt).sign(secret);
}

function unsigned(token: string): string {
  const [, payload] = token.split('.');
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'hub-internal+jwt' })).toString('base64url');
  return `${header}.${payload}.`;
}
