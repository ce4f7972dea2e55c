import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import type { VariablesOf } from 'gql.tada';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';

const setSubscription = graphql(`
  mutation ($input: SetTeamSubscriptionInput!) {
    setTeamSubscription(input: $input) {
      __typename
      ... on SetTeamSubscriptionSuccess {
        team {
          plan
          subscriptionStatus
          subscriptionExpiresAt
        }
      }
      ... on InvalidInput {
        path
      }
    }
  }
`);
const setCompliance = graphql(`
  mutation ($input: SetTeamComplianceInput!) {
    setTeamCompliance(input: $input) {
      __typename
      ... on SetTeamComplianceSuccess {
        team {
          complianceVerifiedAt
        }
      }
    }
  }
`);
const setLimit = graphql(`
  mutation ($input: SetTeamLimitInput!) {
    setTeamLimit(input: $input) {
      __typename
    }
  }
`);
const createSource = graphql(`
  mutation ($input: CreateTeamSourceInput!) {
    createTeamSource(input: $input) {
      __typename
      ... on LimitReached {
        max
        used
      }
    }
  }
`);
const requestExport = graphql(`
  mutation {
    requestExport(input: { format: CSV }) {
      __typename
      ... on LimitReached {
        max
        used
      }
    }
  }
`);
const readTeam = graphql(`
  query {
    team {
      plan
      subscriptionStatus
      subscriptionExpiresAt
      complianceVerifiedAt
    }
    searchQuota {
      limit
    }
  }
`);

const now = new Date('2096-03-15T10:00:00Z');
let hub: TestHub;
let acme: TestTeam;
let owner: TestUser;
let support: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => now, stores: { redis: null } });
  support = await (await hub.team()).user({ role: 'viewer' });
  await hub.database.sql(`insert into identity.platform_admin (account_id, grant_reason) values ($1, 'Support')`, [
    support.actor.accountId,
  ]);
});
afterAll(() => hub.close());
beforeEach(async () => {
  acme = await hub.team();
  owner = await acme.user({ role: 'owner' });
});

type Change = Omit<VariablesOf<typeof setSubscription>['input'], 'teamId' | 'reason'>;
const reason = 'Agreed by contract.';
const change = (input: Change, as = support) =>
  hub.as(as).send(setSubscription, { input: { teamId: encodeId('PlatformTeam', acme.id), reason, ...input } });
const verify = (isVerified: boolean) =>
  hub.as(support).data(setCompliance, { input: { teamId: encodeId('PlatformTeam', acme.id), isVerified, reason } });
const events = () =>
  hub.database.sql(
    `select type, body - 'accountId' as body, context ->> 'reason' as reason from events.inbox where team_id = $1 order by number`,
    [acme.id],
  );
const source = { input: { kind: 'OCDS' as const, name: randomUUID(), url: 'https://example.org/' } };

describe('the subscription of a team', () => {
  test('is changed by a super-admin, read by the team, and told of with its reason', async () => {
    const answer = await change({ plan: 'BASIC', status: 'TRIAL', expiresAt: '2096-04-01T00:00:00Z' });
    await change({ expiresAt: null });

    const changed = { plan: 'BASIC', subscriptionStatus: 'TRIAL', subscriptionExpiresAt: '2096-04-01T00:00:00.000Z' };
    expect(answer.data?.setTeamSubscription).toEqual({ __typename: 'SetTeamSubscriptionSuccess', team: changed });
    const { team } = await hub.as(owner).data(readTeam);
    expect(team).toEqual({ ...changed, subscriptionExpiresAt: null, complianceVerifiedAt: null });
    const end = { field: 'subscriptionExpiresAt', before: null, after: '2096-04-01T00:00:00.000Z' };
    expect(await events()).toEqual([
      {
        type: 'identity.team_subscription_set',
        body: {
          changes: [
            { field: 'plan', before: 'PRO', after: 'BASIC' },
            { field: 'subscriptionStatus', before: 'ACTIVE', after: 'TRIAL' },
            end,
          ],
        },
        reason,
      },
      {
        type: 'identity.team_subscription_set',
        body: { changes: [{ ...end, before: end.after, after: null }] },
        reason,
      },
    ]);
  });

  test.each<[string, Change, string]>([
    ['what it is', { plan: 'PRO', status: 'ACTIVE', expiresAt: null }, 'SetTeamSubscriptionSuccess'],
    ['a suspension', { status: 'SUSPENDED' }, 'InvalidInput'],
  ])('is not changed by %s', async (_what, input, answer) => {
    const before = await snapshotOf(hub.database);

    const { data } = await change(input);

    expect(data?.setTeamSubscription?.__typename).toBe(answer);
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });

  test('is not changed by its owner', async () => {
    const { codes } = await change({ plan: 'PRO' }, owner);

    expect(codes).toEqual(['FORBIDDEN']);
  });

  test('that has ended leaves the limits of FREE: of sources in their transaction, and of searches', async () => {
    await hub.as(owner).data(createSource, source);
    // Limits of transactions go by the clock of the database.
    await hub.database.sql(
      `update identity.team set subscription_expires_at = now() - interval '1 second' where id = $1`,
      [acme.id],
    );

    const refused = await hub.as(owner).data(createSource, { input: { ...source.input, name: randomUUID() } });
    const { team, searchQuota } = await hub.as(owner).data(readTeam);

    expect(refused.createTeamSource).toEqual({ __typename: 'LimitReached', max: 1, used: 1 });
    expect([team?.plan, searchQuota?.limit]).toEqual(['PRO', 3]);
  });
});

describe('a limit of one team', () => {
  const limit = (subject: 'SOURCES' | 'EXPORTS', max: number | null) =>
    hub.as(support).data(setLimit, { input: { teamId: encodeId('PlatformTeam', acme.id), subject, max, reason } });

  test('of sources holds in the transaction that adds one', async () => {
    await limit('SOURCES', 1);
    await hub.as(owner).data(createSource, source);

    const { createTeamSource } = await hub.as(owner).data(createSource, {
      input: { ...source.input, name: randomUUID() },
    });

    expect(createTeamSource).toEqual({ __typename: 'LimitReached', max: 1, used: 1 });
  });

  test('of exports holds in the transaction that queues one', async () => {
    await limit('EXPORTS', 1);
    await hub.as(owner).data(requestExport);

    const answer = await hub.as(owner).data(requestExport);

    expect(answer.requestExport).toEqual({ __typename: 'LimitReached', max: 1, used: 1 });
  });
});

test('that a team complies is said once with its time, taken back, and told of with what was checked', async () => {
  const first = await verify(true);
  const again = await verify(true);
  const seen = await hub.as(owner).data(readTeam);
  const last = await verify(false);

  const at = now.toISOString();
  expect([first, again].map(({ setTeamCompliance: one }) => one)).toEqual([
    { __typename: 'SetTeamComplianceSuccess', team: { complianceVerifiedAt: at } },
    { __typename: 'SetTeamComplianceSuccess', team: { complianceVerifiedAt: at } },
  ]);
  expect(seen.team?.complianceVerifiedAt).toBe(at);
  expect(last.setTeamCompliance).toMatchObject({ team: { complianceVerifiedAt: null } });
  expect(await events()).toEqual(
    [true, false].map((isVerified) => ({ type: 'identity.team_compliance_set', body: { isVerified }, reason })),
  );
});
