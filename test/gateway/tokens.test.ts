import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAuthenticator } from '@hub/gateway/authenticate';
import { developmentSettings, productionSettings } from '@hub/gateway/config';
import {
  accessTokenAudience,
  accessTokenIssuer,
  localKeys,
  newSigningKeyText,
  readSigningKey,
  signAccessToken,
  signInternalToken,
  verifyInternalToken,
  type AccessTokenSubject,
  type SigningKey,
} from '@hub/runtime/auth';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { introspectionText, postGraphql } from '../kit/post-graphql.js';
import { insights, serve, supergraphOf, tenders, workspace, type RemoteFake } from './fake-subgraphs.js';
import { startGateway, stopGateways } from './start-gateway.js';

const subject: AccessTokenSubject = {
  accountId: '0190f5aa-0000-7000-8000-000000000001',
  teamId: '0190f5aa-0000-7000-8000-00000000000a',
  membershipId: '0190f5aa-0000-7000-8000-0000000000aa',
  sessionId: '0190f5aa-0000-7000-8000-0000000000cc',
  role: 'member',
  plan: 'PRO',
};
const whoami = { query: '{ whoami }' };
const seconds = (): number => Math.floor(Date.now() / 1000);
let key: SigningKey;

/** A token that is right in everything but what the test changes. */
async function forge(changes: {
  header?: Record<string, unknown>;
  claims?: JWTPayload;
  drop?: string;
  key?: SigningKey['privateKey'];
}): Promise<string> {
  const claims: JWTPayload = {
    iss: accessTokenIssuer,
    aud: accessTokenAudience,
    sub: subject.accountId,
    team: subject.teamId,
    membership: subject.membershipId,
    sid: subject.sessionId,
    role: subject.role,
    plan: subject.plan,
    iat: seconds(),
    exp: seconds() + 600,
    jti: crypto.randomUUID(),
    ...changes.claims,
  };
  const kept = Object.fromEntries(Object.entries(claims).filter(([name]) => name !== changes.drop));
  return new SignJWT(kept)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.keyId, ...changes.header })
    .sign(changes.key ?? key.privateKey);
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

async function hostileTokens(): Promise<ReadonlyArray<readonly [string, string]>> {
  const stranger = await generateKeyPair('EdDSA', { extractable: true });
  const good = await forge({});
  const [header = '', payload = '', signature = ''] = good.split('.');
  const publicText = JSON.stringify(key.publicKeys.keys[0]);
  const confused = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: key.keyId })}.${payload}`;
  const widened = encode({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), role: 'owner' });
  return [
    ['algorithm none', `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`],
    [
      'HMAC with the public key',
      `${confused}.${createHmac('sha256', publicText).update(confused).digest('base64url')}`,
    ],
    [
      'a key inside the token',
      await forge({ header: { jwk: await exportJWK(stranger.publicKey), kid: undefined }, key: stranger.privateKey }),
    ],
    [
      'a key at an address',
      await forge({ header: { jku: 'https://attacker.example/jwks.json' }, key: stranger.privateKey }),
    ],
    ['an unknown key id', await forge({ header: { kid: 'unknown' } })],
    ['a key id that is a path', await forge({ header: { kid: '../../../../dev/null' } })],
    ['a wrong audience', await forge({ claims: { aud: 'https://other.example' } })],
    ['a wrong issuer', await forge({ claims: { iss: 'https://other.example' } })],
    ['an expired token', await forge({ claims: { iat: seconds() - 800, exp: seconds() - 6 } })],
    ['an ID token', await forge({ header: { typ: 'JWT' } })],
    ['no end', await forge({ drop: 'exp' })],
    ['no team', await forge({ drop: 'team' })],
    ['too old', await forge({ claims: { iat: seconds() - 3600, exp: seconds() + 600 } })],
    ['a changed role', `${header}.${widened}.${signature}`],
    [
      'an unknown critical header',
      `${encode({ alg: 'EdDSA', typ: 'at+jwt', kid: key.keyId, crit: ['x'], x: 1 })}.${payload}.${signature}`,
    ],
    ['an unknown role', await forge({ claims: { role: 'superuser' } })],
    ['text', 'not-a-token'],
  ];
}

describe('an access token at the gateway', () => {
  let url: string;
  let productionUrl: string;
  beforeAll(async () => {
    key = await readSigningKey(await newSigningKeyText());
    const authenticate = createAuthenticator(localKeys(key.publicKeys));
    url = await startGateway({ authenticate });
    productionUrl = await startGateway({ authenticate, settings: productionSettings });
  });
  afterAll(stopGateways);

  test('that is good speaks for its team', async () => {
    const token = await signAccessToken(key, subject, new Date());

    const { status, body } = await postGraphql(url, whoami, { authorization: `Bearer ${token}` });

    expect([status, body]).toMatchObject([200, { data: { whoami: subject.teamId } }]);
  });

  test('that is absent means anonymous', async () => {
    const { body } = await postGraphql(url, whoami);

    expect(body).toEqual({ data: { whoami: 'anonymous' } });
  });

  test('that is hostile speaks for nobody, every kind of it with the same status, headers and bytes', async () => {
    const tokens = await hostileTokens();

    const answers = await Promise.all(
      tokens.map(async ([name, token]) => ({
        name,
        ...(await postGraphql(url, whoami, { authorization: `Bearer ${token}` })),
      })),
    );

    expect(answers).toHaveLength(17);
    for (const { name, status, body, headers } of answers) {
      expect([name, status, body, headers.get('www-authenticate')]).toEqual([
        name,
        200,
        { data: { whoami: 'anonymous' } },
        'Bearer error="invalid_token"',
      ]);
    }
  });

  test('that is hostile is told apart from one of ours that has expired, and from nothing else', async () => {
    const authenticate = createAuthenticator(localKeys(key.publicKeys));
    const actors = await Promise.all(
      (await hostileTokens()).map(async ([name, token]) => [name, await authenticate(`Bearer ${token}`)] as const),
    );

    const expired = new Set(['an expired token', 'too old']);
    expect(actors).toEqual(
      actors.map(([name]) => [name, { kind: 'anonymous', refusal: expired.has(name) ? 'expired' : 'invalid' }]),
    );
    expect(actors.filter(([name]) => expired.has(name))).toHaveLength(2);
  });

  test.each(['', 'Bearer', 'Bearer '])('in an authorization header of "%s" is none', async (authorization) => {
    const { status, body, headers } = await postGraphql(url, whoami, { authorization });

    expect([status, body]).toEqual([200, { data: { whoami: 'anonymous' } }]);
    expect(headers.get('www-authenticate')).toBeNull();
  });

  test.each(['Basic dTpw', 'Bearer a b', 'x'])(
    'in an authorization header of "%s" speaks for nobody',
    async (authorization) => {
      const { status, body, headers } = await postGraphql(url, whoami, { authorization });

      expect([status, body]).toEqual([200, { data: { whoami: 'anonymous' } }]);
      expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    },
  );

  test('that the gateway made for a subgraph speaks for nobody', async () => {
    const secret = new TextEncoder().encode('s'.repeat(32));
    const token = await signInternalToken({ actor: { kind: 'anonymous' }, audience: 'tenders', body: '{}', secret });

    const { body } = await postGraphql(url, whoami, { authorization: `Bearer ${token}` });

    expect(body).toEqual({ data: { whoami: 'anonymous' } });
  });

  test('that was remembered speaks for nobody once it has ended', async () => {
    let nowMs = Date.now();
    const authenticate = createAuthenticator(localKeys(key.publicKeys), () => nowMs);
    const token = await forge({ claims: { iat: seconds() - 890, exp: seconds() + 2 } });
    await authenticate(`Bearer ${token}`);

    nowMs += 20_000;
    const forgotten = await forge({ claims: { iat: seconds() - 900, exp: seconds() - 20 } });

    await expect(authenticate(`Bearer ${forgotten}`)).resolves.toEqual({ kind: 'anonymous', refusal: 'expired' });
  });

  test('with the permission opens introspection in production; without it the schema stays closed, also by hash', async () => {
    const query = introspectionText;
    const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } };
    const admin = await signAccessToken(key, { ...subject, role: 'admin' }, new Date());
    const member = await signAccessToken(key, subject, new Date());

    const opened = await postGraphql(productionUrl, { query, extensions }, { authorization: `Bearer ${admin}` });
    const closed = await postGraphql(productionUrl, { query }, { authorization: `Bearer ${member}` });
    const byHash = await postGraphql(productionUrl, { extensions });

    expect(opened.status).toBe(200);
    expect([closed.status, closed.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect([byHash.status, byHash.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });
});

describe('identity on its way to a subgraph', () => {
  const secrets = {
    tenders: new TextEncoder().encode('t'.repeat(32)),
    insights: new TextEncoder().encode('i'.repeat(32)),
  };
  let url: string;
  const remotes: Record<string, RemoteFake> = {};
  beforeAll(async () => {
    for (const fake of [tenders, insights, workspace]) remotes[fake.name] = await serve(fake);
    const urls = Object.fromEntries(Object.entries(remotes).map(([name, remote]) => [name, remote.url]));
    url = await startGateway({
      supergraphSdl: supergraphOf(urls),
      inProcess: {},
      authenticate: createAuthenticator(localKeys(key.publicKeys)),
      settings: { ...developmentSettings, secrets },
    });
  });
  afterAll(async () => {
    await stopGateways();
    await Promise.all(Object.values(remotes).map((remote) => remote.close()));
  });

  test('is signed for each subgraph by itself and for the exact body', async () => {
    const token = await signAccessToken(key, subject, new Date());
    await postGraphql(url, { query: '{ tenders { id summary } }' }, { authorization: `Bearer ${token}` });

    const received = remotes['insights']?.received.at(-1);
    const header = String(received?.headers['x-hub-internal']);
    const body = received?.body ?? '';
    const { actor, client } = await verifyInternalToken({
      token: header,
      audience: 'insights',
      body,
      secret: secrets.insights,
    });

    expect(actor).toMatchObject({ kind: 'user', teamId: subject.teamId, role: 'member' });
    expect(client).toEqual({ userAgent: 'node', address: '127.0.0.1' });
    await expect(
      verifyInternalToken({ token: header, audience: 'tenders', body, secret: secrets.tenders }),
    ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(
      verifyInternalToken({ token: header, audience: 'insights', body: `${body} `, secret: secrets.insights }),
    ).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test('is never taken from the client: its internal headers do not travel, nor does its token', async () => {
    const token = await signAccessToken(key, subject, new Date());
    const internal = await signInternalToken({
      actor: { kind: 'anonymous' },
      audience: 'workspace',
      body: '{}',
      secret: new Uint8Array(32),
    });
    await postGraphql(url, whoami, {
      authorization: `Bearer ${token}`,
      'x-hub-internal': internal,
      'X-Internal-Team': subject.teamId,
      'x-hub-actor': 'system',
      cookie: 'a=b',
      'x-request-id': 'client-12345678',
    });

    const headers = remotes['workspace']?.received.at(-1)?.headers ?? {};
    const known = ['host', 'connection', 'content-type', 'accept', 'x-request-id', 'content-length'];
    expect(Object.keys(headers).filter((name) => !known.includes(name))).toEqual([]);
    expect(headers['x-request-id']).toBe('client-12345678');
  });

  test('carries a well-formed trace context on and drops any other', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await postGraphql(url, whoami, { traceparent });
    await postGraphql(url, { query: '{ whoami __typename }' }, { traceparent: 'x; y' });

    const [first, second] = remotes['workspace']?.received.slice(-2) ?? [];
    expect([first?.headers['traceparent'], second?.headers['traceparent']]).toEqual([traceparent, undefined]);
  });
});
