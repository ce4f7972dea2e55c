import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import type { VariablesOf } from 'gql.tada';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';
import { addTender } from '../kit/tender-rows.js';

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
const readLimits = graphql(`
  query {
    team {
      limits {
        subject
        max
        isAgreed
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
      ... on InvalidInput {
        path
        message
      }
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
      ... on ExportTooLarge {
        rowsMax
      }
    }
  }
`);
const invite = graphql(`
  mutation ($email: String!) {
    createInvitation(input: { email: $email, role: MEMBER }) {
      __typename
      ... on LimitReached {
        max
        used
      }
    }
  }
`);
const createProject = graphql(`
  mutation ($name: String!) {
    createProject(input: { name: $name }) {
      __typename
      ... on LimitReached {
        max
        used
      }
    }
  }
`);
const saveSearch = graphql(`
  mutation ($name: String!) {
    createSavedSearch(input: { name: $name, search: "pump" }) {
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
    tokenBudget {
      max
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
const newSource = () => ({ input: { kind: 'OCDS' as const, name: randomUUID(), url: 'https://example.org/' } });
type LimitSubject = VariablesOf<typeof setLimit>['input']['subject'];
type Ask = () => Promise<{ __typename?: string } | null>;
/** Limits go by the clock of the database. */
const endSubscription = (from = '-1 second') =>
  hub.database.sql(`update identity.team set subscription_expires_at = now() + $2::interval where id = $1`, [
    acme.id,
    from,
  ]);

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

  test.each<[LimitSubject, number, Ask]>([
    [
      'PEOPLE',
      4,
      async () => (await hub.as(owner).data(invite, { email: `${randomUUID()}@example.org` })).createInvitation,
    ],
    ['PROJECTS', 3, async () => (await hub.as(owner).data(createProject, { name: randomUUID() })).createProject],
    ['SAVED_SEARCHES', 3, async () => (await hub.as(owner).data(saveSearch, { name: randomUUID() })).createSavedSearch],
    ['SOURCES', 1, async () => (await hub.as(owner).data(createSource, newSource())).createTeamSource],
    ['EXPORTS', 1, async () => (await hub.as(owner).data(requestExport)).requestExport],
  ])('that has ended leaves of %s what FREE allows, with the access token of before', async (subject, room, ask) => {
    await endSubscription();

    const answers = [];
    for (let count = 0; count <= room; count += 1) answers.push(await ask());

    expect(answers.slice(0, -1).map((one) => one?.__typename)).not.toContain('LimitReached');
    const max = subject === 'PEOPLE' ? room + 1 : room;
    expect(answers.at(-1)).toEqual({ __typename: 'LimitReached', max, used: max });
  });

  test('that has ended leaves what FREE allows of searches, of tenders in one export and of tokens', async () => {
    for (const title of ['Pump one', 'Pump two']) await addTender(hub.database, { title });
    await hub.database.sql(`insert into identity.plan_limit (plan, subject, effective_from, max)
      values ('FREE', 'ROWS_PER_EXPORT', now() - interval '1 minute', 1), ('FREE', 'ROWS_PER_EXPORT', now() + interval '1 hour', 9)`);
    const read = async () => {
      const { team, searchQuota, tokenBudget } = await hub.as(owner).data(readTeam);
      return [team?.plan, searchQuota?.limit, tokenBudget?.max];
    };
    // What is kept in a cache ends with the subscription as well.
    await endSubscription('1 hour');
    const before = await read();
    await endSubscription();

    expect([before, await read()]).toEqual([
      ['PRO', null, 10_000_000],
      ['PRO', 3, 50_000],
    ]);
    expect((await hub.as(owner).data(requestExport)).requestExport).toEqual({
      __typename: 'ExportTooLarge',
      rowsMax: 1,
    });
  });
});

describe('a limit of one team', () => {
  const limit = (subject: LimitSubject, max: number | null) =>
    hub.as(support).data(setLimit, { input: { teamId: encodeId('PlatformTeam', acme.id), subject, max, reason } });

  test('is told to the team beside those of its plan, and those of FREE once the subscription has ended', async () => {
    const read = async () => (await hub.as(owner).data(readLimits)).team?.limits;
    const plan = await read();
    await limit('PEOPLE', 7);
    const agreed = await read();
    await endSubscription();

    expect(Object.fromEntries(plan?.map(({ subject, max }) => [subject, max]) ?? [])).toEqual({
      ...{ PEOPLE: 500, PROJECTS: 1_000, SEARCHES_PER_DAY: null, SAVED_SEARCHES: 100, SOURCES: 50 },
      ...{ EXPORTS: 5, ROWS_PER_EXPORT: 500_000, AI_TOKENS_PER_MONTH: 10_000_000 },
    });
    expect(agreed).toEqual(plan?.map((one) => (one.subject === 'PEOPLE' ? { ...one, max: 7, isAgreed: true } : one)));
    expect((await read())?.slice(0, 2)).toEqual([
      { subject: 'PEOPLE', max: 7, isAgreed: true },
      { subject: 'PROJECTS', max: 3, isAgreed: false },
    ]);
  });

  test.each<[LimitSubject, number]>([
    ['PEOPLE', 100_000],
    ['PROJECTS', 1_000_000],
    ['SEARCHES_PER_DAY', 1_000_000],
    ['SAVED_SEARCHES', 10_000],
    ['SOURCES', 1_000],
    ['EXPORTS', 100],
    ['ROWS_PER_EXPORT', 5_000_000],
    ['AI_TOKENS_PER_MONTH', 1_000_000_000],
  ])('of %s is at most %d, and an answer to more says so', async (subject, bound) => {
    const answers = [await limit(subject, bound), await limit(subject, bound + 1), await limit(subject, 0)];

    const refused = {
      __typename: 'InvalidInput',
      path: ['max'],
      message: `max must be 1 to ${bound.toLocaleString('en')} for ${subject}.`,
    };
    expect(answers.map((one) => one.setTeamLimit)).toEqual([{ __typename: 'SetTeamLimitSuccess' }, refused, refused]);
    expect(
      await hub.database.sql('select subject, max from identity.team_limit where team_id = $1', [acme.id]),
    ).toEqual([{ subject, max: bound }]);
  });

  test('of sources holds in the transaction that adds one', async () => {
    await limit('SOURCES', 1);
    await hub.as(owner).data(createSource, newSource());

    const { createTeamSource } = await hub.as(owner).data(createSource, newSource());

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
