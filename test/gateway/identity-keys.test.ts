import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createAuthenticator } from '@hub/gateway/authenticate';
import { createIdentityKeys, type IdentityKeys } from '@hub/gateway/identity-keys';
import { newSigningKeyText, readSigningKey, signAccessToken, type SigningKey } from '@hub/runtime/auth';
import { createHealth } from '@hub/runtime/health';
import { createLogger, createOutages } from '@hub/runtime/telemetry';
import { until } from '../kit/until.js';
import { startGateway, stopGateways } from './start-gateway.js';

const subject = {
  accountId: '0190f5aa-0000-7000-8000-000000000001',
  teamId: '0190f5aa-0000-7000-8000-00000000000a',
  membershipId: '0190f5aa-0000-7000-8000-0000000000aa',
  sessionId: '0190f5aa-0000-7000-8000-0000000000cc',
  role: 'member',
  plan: 'PRO',
} as const;
const hourMs = 3_600_000;

type Answer = (response: ServerResponse) => void;

let key: SigningKey;
let nextKey: SigningKey;
let identity: Server;
let answer: Answer;
let fetches: number;
let nowMs: number;
let keys: IdentityKeys;
let lines: { event?: string; store?: string }[];
let url: string;

const publish =
  (...published: SigningKey[]): Answer =>
  (response) => {
    const body = JSON.stringify({ keys: published.flatMap(({ publicKeys }) => publicKeys.keys) });
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  };
const fail: Answer = (response) => void response.writeHead(500).end('no');
const hang: Answer = () => undefined;
const vanish: Answer = (response) => void response.destroy();

beforeAll(async () => {
  key = await readSigningKey(await newSigningKeyText());
  nextKey = await readSigningKey(await newSigningKeyText());
});
beforeEach(async () => {
  answer = publish(key);
  fetches = 0;
  identity = createServer((_request, response) => {
    fetches += 1;
    answer(response);
  });
  await new Promise<void>((resolve) => identity.listen(0, '127.0.0.1', resolve));
  nowMs = Date.now();
  lines = [];
});
afterEach(async () => {
  keys.stop();
  await stopGateways();
  identity.closeAllConnections();
  await new Promise((resolve) => identity.close(resolve));
});

/** A gateway in front of identity as it is now. */
async function open(): Promise<void> {
  const address = identity.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const logger = createLogger({
    service: 'test',
    destination: { write: (line: string) => void lines.push(JSON.parse(line)) },
  });
  const watch = createOutages({ logger }).of('identity');
  keys = createIdentityKeys({ url: `http://127.0.0.1:${port}/.well-known/jwks.json`, watch, nowMs: () => nowMs });
  await keys.start();
  const health = createHealth({ probes: keys.probes, cacheMs: 0 });
  url = await startGateway({ authenticate: createAuthenticator(keys.find, () => nowMs), health });
}

async function whoami(signedBy: SigningKey | null): Promise<{ status: number; text: string; headers: Headers }> {
  const token = signedBy && (await signAccessToken(signedBy, subject, new Date()));
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query: '{ whoami }' }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** The answer to whoever has no token, or one that does not count. */
const nobody = { status: 200, text: '{"data":{"whoami":"anonymous"}}\n' };

async function readiness(): Promise<unknown> {
  const response = await fetch(`${url}/health/databases`);
  const { status, stores }: { status: string; stores: Record<string, { status: string }> } = JSON.parse(
    await response.text(),
  );
  return [response.status, status, stores['access-token-keys']?.status, stores['identity']?.status];
}

/** Identity is known to be away; asked again, and not answered, in the background. */
const noticed = (): Promise<unknown> => until(async () => JSON.stringify(await readiness()).endsWith('"down"]'));

describe('a gateway that has never had keys', () => {
  test.each([
    ['is not there', vanish],
    ['answers with an error', fail],
    ['does not answer', hang],
  ])('because identity %s, says so with 503 and is not ready', async (_case, how) => {
    answer = how;
    await open();

    const { status, text, headers } = await whoami(key);

    expect([status, headers.get('retry-after'), headers.get('www-authenticate')]).toEqual([503, '5', null]);
    expect(JSON.parse(text)).toMatchObject({
      errors: [
        {
          message: 'Who is asking cannot be checked at the moment.',
          extensions: { code: 'IDENTITY_UNAVAILABLE', retryAfterSeconds: 5 },
        },
      ],
    });
    expect(await readiness()).toEqual([503, 'unavailable', 'down', 'down']);
  });

  test('still answers whoever has no token', async () => {
    answer = vanish;
    await open();

    expect(await whoami(null)).toMatchObject(nobody);
  });

  test('is ready as soon as it gets them, and says once that identity was away', async () => {
    answer = vanish;
    await open();
    answer = publish(key);

    await until(async () => (await whoami(key)).status === 200);

    expect(await readiness()).toEqual([200, 'ready', 'up', 'up']);
    await until(() => Promise.resolve(lines.some(({ event }) => event === 'store_back')));
    expect(lines.map(({ event, store }) => `${store} ${event}`)).toEqual([
      'identity store_away',
      'identity store_back',
    ]);
  });
});

describe('a gateway that has had keys', () => {
  /** Something made it ask again: a key that it does not know. */
  async function lose(how: Answer): Promise<void> {
    await open();
    answer = how;
    nowMs += 60_000;
    await whoami(nextKey);
    await noticed();
  }

  test.each([
    ['is gone', vanish],
    ['fails', fail],
    ['hangs', hang],
  ])('keeps them when identity %s: nobody is signed out, and health and log say so', async (_case, how) => {
    await lose(how);

    expect((await whoami(key)).status).toBe(200);
    expect(await readiness()).toEqual([200, 'degraded', 'up', 'down']);
    expect(lines.map(({ event, store }) => `${store} ${event}`)).toEqual(['identity store_away']);
  });

  test('does not call a token invalid that it cannot decide about, nor one of a stranger valid', async () => {
    await lose(vanish);
    const stranger = { ...nextKey, keyId: key.keyId };

    expect((await whoami(nextKey)).status).toBe(503);
    expect(await whoami(stranger)).toMatchObject(nobody);
  });

  test('keeps them for hours and not for ever', async () => {
    await lose(vanish);

    nowMs += 11 * hourMs;
    expect((await whoami(key)).status).toBe(200);
    nowMs += 2 * hourMs;
    expect((await whoami(key)).status).toBe(503);
    answer = publish(key);
    await until(async () => (await whoami(key)).status === 200);
  });

  test('takes a key that identity has begun to sign with, and drops one that it has retired', async () => {
    await open();
    answer = publish(nextKey);
    nowMs += 60_000;

    expect((await whoami(nextKey)).status).toBe(200);
    expect(await whoami(key)).toMatchObject(nobody);
  });

  test('fetches once, however many unknown keys are named within half a minute', async () => {
    await open();
    nowMs += 60_000;

    const answers = await Promise.all(Array.from({ length: 50 }, () => whoami(nextKey)));

    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set([nobody.text]));
    expect(fetches).toBe(2);
  });
});
