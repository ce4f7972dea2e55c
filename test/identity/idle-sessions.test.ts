import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword } from '@hub/identity/password';
import { graphql } from '../kit/client.js';
import { ownRedis, testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { until } from '../kit/until.js';
import { behindProxy } from '../faults/proxied.js';

const redisUrl = await ownRedis();
if (redisUrl === null) throw new Error('These tests need a Redis. Run them through `npm test`, which starts one.');
const redis = await behindProxy(redisUrl);

const limit = graphql(`
  mutation ($minutes: Int) {
    updateTeam(input: { expectedVersion: 1, sessionIdleMinutes: $minutes }) {
      __typename
      ... on UpdateTeamSuccess {
        team {
          sessionIdleMinutes
        }
      }
    }
  }
`);
const signIn = graphql(`
  mutation ($team: String!, $email: String!, $password: String!) {
    signIn(input: { team: $team, email: $email, password: $password }) {
      __typename
      ... on SignInSuccess {
        tokens {
          refreshToken
        }
      }
    }
  }
`);
const refresh = graphql(`
  mutation ($token: String!) {
    refreshSession(input: { refreshToken: $token }) {
      __typename
    }
  }
`);
const members = graphql(`
  query {
    team {
      members {
        nodes {
          account {
            email
          }
          lastActiveAt
        }
      }
    }
  }
`);

const password = 'a long enough password';
const minute = 60_000;
let hub: TestHub;
let clock = new Date();
let acme: TestTeam;
let admin: TestUser;
let clerk: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => clock, stores: { redis: redis.url }, env: { SESSION_IDLE_MINUTES: '60' } });
});
afterAll(async () => {
  await hub.close();
  await redis.proxy.close();
});
beforeEach(async () => {
  clock = new Date();
  acme = await hub.team();
  admin = await acme.user({ role: 'admin' });
  clerk = await acme.user({ passwordHash: await hashPassword(password) });
});

const later = (minutes: number): void => void (clock = new Date(clock.getTime() + minutes * minute));
const read = async (as: TestUser) => (await hub.ask('{ team { name } }', { as })).errors.map(codeOf);
const write = async (as: TestUser) =>
  (await hub.ask('mutation { endOtherSessions { __typename } }', { as })).errors.map(codeOf);
const codeOf = ({ extensions }: { extensions: Record<string, unknown> }) => extensions['code'];
const rowOf = async ({ actor }: TestUser) => {
  const rows = await hub.database.sql(
    'select last_active_at as at, revoked_reason as reason from identity.session where id = $1',
    [actor.sessionId],
  );
  return rows[0];
};
const limitTo = (minutes: number) => hub.as(admin).data(limit, { minutes });
const writeBack = async () => {
  await hub.database.sql(`select app.enqueue_job('tenders:write-activity', '{}')`);
  await hub.runJobs();
};

describe('last activity', () => {
  test('is kept in Redis, written back by a job, and shown where members are listed', async () => {
    const before = await rowOf(clerk);
    later(3);
    await read(clerk);
    expect(await rowOf(clerk)).toEqual(before);

    await writeBack();

    expect(await rowOf(clerk)).toEqual({ at: clock, reason: null });
    const { team } = await hub.as(admin).data(members);
    expect(team?.members?.nodes).toContainEqual({
      account: { email: clerk.email },
      lastActiveAt: clock.toISOString(),
    });
  });

  test('that is written back waits no longer, and what came after it does', async () => {
    await read(clerk);
    const [first] = await hub.hub.shared.cache.activity.unwritten(1);
    later(1);
    await read(clerk);

    await hub.hub.shared.cache.activity.written(first ? [first] : []);
    const waiting = await hub.hub.shared.cache.activity.unwritten(10);
    await writeBack();

    expect(waiting).toContainEqual({ sessionId: clerk.actor.sessionId, atMs: clock.getTime() });
    expect(await hub.hub.shared.cache.activity.unwritten(10)).toEqual([]);
  });
});

describe('a session that is not used for longer than the team allows', () => {
  test('ends: it reads, writes and refreshes nothing, and the log says why', async () => {
    const { updateTeam } = await limitTo(10);
    expect(updateTeam).toEqual({ __typename: 'UpdateTeamSuccess', team: { sessionIdleMinutes: 10 } });
    const { signIn: signed } = await hub.as(clerk).data(signIn, { team: acme.slug, email: clerk.email, password });
    const token = signed?.__typename === 'SignInSuccess' ? signed.tokens.refreshToken : '';
    await read(clerk);
    later(9);
    expect(await read(clerk)).toEqual([]);
    later(11);

    expect([await read(clerk), await write(clerk)]).toEqual([['SESSION_ENDED'], ['SESSION_ENDED']]);
    expect(await rowOf(clerk)).toMatchObject({ reason: 'timeout' });
    const { refreshSession } = await hub.as(clerk).data(refresh, { token });
    expect(refreshSession?.__typename).toBe('SessionEnded');
    const revoked = await hub.database.sql(
      `select body ->> 'reason' as reason from events.inbox where team_id = $1 and type = 'identity.session_revoked'`,
      [acme.id],
    );
    expect(revoked).toEqual([{ reason: 'timeout' }, { reason: 'timeout' }]);
  });

  test('goes on while it is used, and ends by the limit of the platform where that is shorter', async () => {
    await limitTo(600);
    for (let pause = 0; pause < 3; pause += 1) {
      expect(await read(clerk)).toEqual([]);
      later(50);
    }
    expect(await read(clerk)).toEqual([]);
    later(61);

    expect(await read(clerk)).toEqual(['SESSION_ENDED']);
  });

  test('goes on while Redis is away, and until its next pause when Redis is back and empty', async () => {
    await limitTo(10);
    await read(clerk);
    redis.proxy.poison({ kind: 'down' });
    await until(() => hub.hub.shared.cache.state !== 'closed');
    later(11);
    expect([await read(clerk), await write(clerk)]).toEqual([[], []]);

    redis.proxy.poison(null);
    await until(() => hub.hub.shared.cache.state === 'closed');
    const other = await acme.user();
    expect(await read(other)).toEqual([]);
    later(11);
    expect(await read(other)).toEqual(['SESSION_ENDED']);
  });

  test.each([4, 43_201])('has no limit of %s minutes', async (minutes) => {
    expect((await limitTo(minutes)).updateTeam?.__typename).toBe('InvalidInput');
  });
});
