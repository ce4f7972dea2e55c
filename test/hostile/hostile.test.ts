import { afterAll, describe, expect, test } from '@jest/globals';
import { apiSchemaOf } from '../kit/api-schema.js';
import { openWorld } from '../kit/world.js';
import { hostileDocuments } from './documents.js';
import type { HostileRequest } from './hostile-request.js';
import { hostileHttp } from './http-requests.js';
import { faultsOf } from './judge-answer.js';
import { hostileBytes } from './raw-bytes.js';
import { send, sendBytes } from './send.js';
import { hostileVariables } from './variables.js';

const world = await openWorld();
const { hub } = world;
const url = await hub.gateway.start();
const schema = await apiSchemaOf(hub);
afterAll(() => world.close());

const documents = hostileDocuments();
const http = hostileHttp();
const variables = hostileVariables(schema);

const named = (requests: readonly HostileRequest[]) => requests.map((request) => [request.name, request] as const);

/** Asks as nobody and as a member of a team: whoever is signed in gets further. */
async function faultsFrom(request: HostileRequest): Promise<Record<string, string[]>> {
  const isHead = request.method === 'HEAD';
  const member = `Bearer ${world.own.people.member.accessToken}`;
  return {
    anonymous: faultsOf(await send(url, request), { isHead }),
    member: faultsOf(await send(url, request, member), { isHead }),
  };
}

const none = { anonymous: [], member: [] };

test('the suite has at least 300 requests, each with a name of its own', () => {
  const all = [...documents, ...http, ...variables, ...hostileBytes].map(({ name }) => name);

  expect(new Set(all).size).toBe(all.length);
  expect(documents.length + http.length + hostileBytes.length).toBeGreaterThanOrEqual(300);
});

describe('a hostile document is answered with a short coded error or runs as any other', () => {
  test.each(named(documents))('%s', async (_name, request) => {
    expect(await faultsFrom(request)).toEqual(none);
  });
});

describe('a hostile request of HTTP is answered with a short coded error', () => {
  test.each(named(http))('%s', async (_name, request) => {
    expect(await faultsFrom(request)).toEqual(none);
  });
});

describe('hostile variables of each operation are answered with a short coded error', () => {
  test.each(named(variables))('%s', async (_name, request) => {
    expect(await faultsFrom(request)).toEqual(none);
  });
});

describe('hostile bytes are answered with a short coded error on each request that can be told apart', () => {
  test.each(hostileBytes.map((bytes) => [bytes.name, bytes] as const))('%s', async (_name, bytes) => {
    const answers = await sendBytes(url, bytes);

    expect(answers.map((answer) => faultsOf(answer)).flat()).toEqual([]);
    expect(answers.length).toBeGreaterThan(0);
  });
});

test('after all of it the hub answers as before', async () => {
  const { status, data } = await hub.ask('{ __typename me { role } }', { as: world.own.people.member });

  expect([status, data]).toEqual([200, { __typename: 'Query', me: { role: 'MEMBER' } }]);
});
