import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Authenticate } from '@hub/gateway/authenticate';
import { createResponseCache, type SharedAnswers } from '@hub/gateway/response-cache';
import { anonymous, rolePermissions, type UserActor } from '@hub/runtime/auth';
import { postGraphql } from '../kit/post-graphql.js';
import { calls } from './fake-subgraphs.js';
import { startGateway, stopGateways } from './start-gateway.js';

const person = (team: string, member: string, role: UserActor['role'] = 'member'): UserActor => ({
  kind: 'user',
  accountId: member,
  teamId: team,
  membershipId: member,
  sessionId: member,
  role,
  permissions: rolePermissions[role],
  plan: 'PRO',
});
const people: Readonly<Record<string, UserActor>> = {
  ann: person('acme', 'ann'),
  bob: person('acme', 'bob'),
  eve: person('evil', 'eve'),
  vic: person('acme', 'vic', 'viewer'),
};
/** The fakes trust the name in the header: what is tested here comes after authentication. */
const byName: Authenticate = async (authorization) => people[authorization ?? ''] ?? anonymous;
const as = (name: string) => ({ authorization: name });
const publicQuery = { query: '{ tenders(first: 2) { id title summary } }' };
const note = { query: '{ note }' };
const write = (text: string) => ({
  query: 'mutation W($text: String!) { writeNote(text: $text) }',
  variables: { text },
});

describe('a kept answer', () => {
  let url: string;
  beforeEach(async () => {
    calls.tenders = 0;
    calls.notes = 0;
    url = await startGateway({ authenticate: byName });
  });
  afterEach(stopGateways);

  test('that is public is given to others who may do the same, with the shortest life of its parts', async () => {
    const first = await postGraphql(url, publicQuery, as('ann'));
    const second = await postGraphql(url, publicQuery, as('eve'));

    expect(second.text).toBe(first.text);
    expect(calls.tenders).toBe(1);
    expect(first.headers.get('cache-control')).toBe('max-age=30, private');
    expect(second.headers.get('cache-control')).toMatch(/^max-age=\d+, private$/u);
    expect(second.headers.get('age')).toMatch(/^\d+$/u);
  });

  test('is not given to someone with another role, for whom a field may be forbidden', async () => {
    await postGraphql(url, publicQuery, as('ann'));
    await postGraphql(url, publicQuery, as('vic'));
    await postGraphql(url, publicQuery);

    expect(calls.tenders).toBe(3);
  });

  test('that is private is given to the same member only', async () => {
    await postGraphql(url, write('of acme'), as('ann'));
    await postGraphql(url, write('of evil'), as('eve'));

    const answers = [
      await postGraphql(url, note, as('ann')),
      await postGraphql(url, note, as('ann')),
      await postGraphql(url, note, as('bob')),
      await postGraphql(url, note, as('eve')),
    ];

    expect(answers.map(({ body }) => body)).toMatchObject([
      { data: { note: 'of acme' } },
      { data: { note: 'of acme' } },
      { data: { note: 'of acme' } },
      { data: { note: 'of evil' } },
    ]);
    expect(calls.notes).toBe(3);
    expect(answers[0]?.headers.get('cache-control')).toBe('max-age=60, private');
  });

  test('of a team is forgotten by every mutation in the team, and no other team loses anything', async () => {
    await postGraphql(url, note, as('bob'));
    await postGraphql(url, note, as('eve'));

    await postGraphql(url, write('changed'), as('ann'));
    const own = await postGraphql(url, note, as('bob'));
    await postGraphql(url, note, as('eve'));

    expect(own.body).toMatchObject({ data: { note: 'changed' } });
    expect(calls.notes).toBe(3);
  });

  test('depends on variables and operation name, and is bypassed by a client that asks for a fresh one', async () => {
    const query = 'query A($n: Int) { tenders(first: $n) { id } } query B { tenders(first: 3) { id } }';
    await postGraphql(url, { query, operationName: 'A', variables: { n: 1 } });
    const two = await postGraphql(url, { query, operationName: 'A', variables: { n: 2 } });
    const three = await postGraphql(url, { query, operationName: 'B' });
    await postGraphql(url, { query, operationName: 'B' }, { 'cache-control': 'no-cache' });

    expect(two.body).toEqual({ data: { tenders: [{ id: 't1' }, { id: 't2' }] } });
    expect(three.body).toEqual({ data: { tenders: [{ id: 't1' }, { id: 't2' }, { id: 't3' }] } });
    expect(calls.tenders).toBe(4);
  });

  test('is never one with an error, nor one without a hint', async () => {
    for (let time = 0; time < 2; time += 1) await postGraphql(url, { query: '{ tenders { id } secret }' });
    const unhinted = await postGraphql(url, { query: '{ tenders { id } whoami }' });

    expect(calls.tenders).toBe(3);
    expect(unhinted.headers.get('cache-control')).toBe('no-store');
  });

  test('is shared through a store that may fail or lie without harm', async () => {
    const shared = { look: async () => ({ text: '{"body":7}', keep: () => undefined }) };
    const other = await startGateway({ authenticate: byName, sharedAnswers: shared });

    const { status } = await postGraphql(other, publicQuery, as('ann'));

    expect(status).toBe(200);
  });
});

describe('the cache itself', () => {
  const subject = {
    actor: person('acme', 'ann'),
    query: '{ note }',
    operationName: undefined,
    variables: undefined,
    accept: undefined,
  };
  const answer = {
    body: 'x'.repeat(100),
    contentType: 'application/json',
    policy: { maxAgeSeconds: 10, scope: 'PRIVATE' as const },
  };

  // 200 bytes for the body, 32 for its type, 138 for the key, twice, and the bookkeeping.
  const answerBytes = 658;

  test('forgets at the end of the life of an answer', async () => {
    let nowMs = 0;
    const cache = createResponseCache({ bytesMax: 2 * answerBytes, nowMs: () => nowMs });
    const keys = cache.keysOf(subject);
    cache.keep(keys, answer);

    nowMs = 9999;
    const before = await cache.find(keys);
    nowMs = 10_000;
    const after = await cache.find(keys);

    expect([before?.body.length, after]).toEqual([100, undefined]);
  });

  test('does not keep what was read before the last mutation of the team ended', async () => {
    let nowMs = 0;
    const cache = createResponseCache({ bytesMax: 2 * answerBytes, nowMs: () => nowMs });
    const keys = cache.keysOf(subject);

    nowMs = 5;
    cache.forgetTeam('acme');
    cache.keep(keys, answer);

    expect(await cache.find(keys)).toBeUndefined();
  });

  test('forgets what another process has changed, and for a second keeps nothing that a third may have answered from memory', async () => {
    let nowMs = 0;
    let tell: Parameters<NonNullable<SharedAnswers['onForgotten']>>[0] = () => undefined;
    const shared: SharedAnswers = {
      look: async () => ({ text: null, keep: () => undefined }),
      onForgotten: (listener) => void (tell = listener),
    };
    const cache = createResponseCache({ bytesMax: 9 * answerBytes, shared, nowMs: () => nowMs });
    const keptAt = async (ms: number, actor = subject.actor) => {
      nowMs = ms;
      const keys = cache.keysOf({ ...subject, actor });
      cache.keep(keys, answer);
      return (await cache.find(keys)) !== undefined;
    };
    const eve = person('evil', 'eve');
    const before = [await keptAt(1), await keptAt(1, eve)];

    nowMs = 100;
    tell({ teamId: 'acme' }, true);
    const found = [await cache.find(cache.keysOf(subject)), await cache.find(cache.keysOf({ ...subject, actor: eve }))];
    const ofTeam = [await keptAt(1_100), await keptAt(1_101)];
    nowMs = 2_000;
    tell('everything', true);
    const ofAll = [await keptAt(3_000), await keptAt(3_000, eve), await keptAt(3_001)];

    expect(before).toEqual([true, true]);
    expect(found.map((kept) => kept !== undefined)).toEqual([false, true]);
    expect(ofTeam).toEqual([false, true]);
    expect(ofAll).toEqual([false, false, true]);
  });

  test('stays below its size by dropping the oldest', async () => {
    const cache = createResponseCache({ bytesMax: 2 * answerBytes, nowMs: () => 0 });
    const keys = ['{ a }', '{ b }', '{ c }'].map((query) => cache.keysOf({ ...subject, query }));
    for (const key of keys) cache.keep(key, answer);

    const found = await Promise.all(keys.map((key) => cache.find(key)));

    expect(found.map((kept) => kept !== undefined)).toEqual([false, true, true]);
  });
});
