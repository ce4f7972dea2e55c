import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';
import { addTender } from '../kit/tender-rows.js';

let hub: TestHub;
let clock = new Date();
let acme: TestTeam;
let clerk: TestUser;

beforeAll(async () => {
  // Redis may vanish at any moment: what ends with a session does not depend on it.
  hub = await testHub({ now: () => clock, stores: { redis: null } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  clock = new Date();
  acme = await hub.team();
  clerk = await acme.user();
});

const signOut = () => hub.ask('mutation { signOut { __typename } }', { as: clerk });
const ends = [
  ['signed out', async () => void (await signOut())],
  [
    'lost their account',
    () => hub.database.sql('update identity.account set is_active = false where id = $1', [clerk.actor.accountId]),
  ],
  [
    'let their session expire',
    () =>
      hub.database.sql(`update identity.session set expires_at = now() - interval '1 second' where id = $1`, [
        clerk.actor.sessionId,
      ]),
  ],
] as const;

describe.each(ends)('a person who %s', (_what, end) => {
  test('writes nothing from that moment on, with an access token that is still good', async () => {
    const tender = await addTender(hub.database);
    // Before, the same person writes, and every process has just heard that their session is open.
    const other = await addTender(hub.database);
    expect(await track(other.id)).toMatchObject({ data: { trackTender: { __typename: 'TrackTenderSuccess' } } });
    await end();
    const before = await snapshotOf(hub.database);

    const answer = await track(tender.id);

    expect(answer).toMatchObject({
      errors: [{ path: ['trackTender'], extensions: { code: 'SESSION_ENDED' } }],
    });
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });

  test('reads nothing a minute later, not even what was kept for them', async () => {
    const read = () => hub.ask('{ entries { nodes: edges { node { id } } } me { role } }', { as: clerk });
    expect((await read()).errors).toEqual([]);
    await end();
    clock = new Date(clock.getTime() + 45_000);

    const { status, text } = await read();

    expect([status, JSON.parse(text)]).toEqual([
      200,
      {
        data: { entries: null, me: null },
        errors: [
          {
            message: 'This session has ended. Sign in again.',
            path: ['entries'],
            extensions: { code: 'SESSION_ENDED', requestId: expect.any(String) },
          },
        ],
      },
    ]);
  });
});

test('signing out ends one session of a person, and no other', async () => {
  const colleague = await acme.user();
  await signOut();

  const answer = await hub.ask('mutation { signOut { __typename } }', { as: colleague });

  expect(answer.data).toEqual({ signOut: { __typename: 'SignOutSuccess' } });
});

async function track(tenderId: string): Promise<unknown> {
  const { text } = await hub.ask('mutation ($id: ID!) { trackTender(input: { tenderId: $id }) { __typename } }', {
    as: clerk,
    variables: { id: tenderId },
  });
  return JSON.parse(text);
}
