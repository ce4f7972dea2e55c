import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { runPlatformAdmin } from '@hub/dev/platform';
import { encodeId } from '@hub/runtime/graphql';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { addTender } from '../kit/tender-rows.js';

let hub: TestHub;
let clock = new Date();
let acme: TestTeam;
let owner: TestUser;
let support: TestUser;
const reason = 'They cannot see their tenders.';

beforeAll(async () => {
  hub = await testHub({ now: () => clock, stores: { redis: null } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  clock = new Date();
  acme = await hub.team();
  owner = await acme.user({ role: 'owner' });
  support = await (await hub.team()).user({ role: 'viewer' });
  await hub.database.sql(`insert into identity.platform_admin (account_id, grant_reason) values ($1, 'Support')`, [
    support.actor.accountId,
  ]);
});

const teamId = () => encodeId('PlatformTeam', acme.id);

async function enter(input: object = {}, as: TestUser = support) {
  const query = `mutation ($input: EnterTeamInput!) { enterTeam(input: $input) {
    __typename ... on UserError { path } ... on EnterTeamSuccess { accessToken entry { id } } } }`;
  const { data, errors } = await hub.ask(query, { as, variables: { input: { teamId: teamId(), reason, ...input } } });
  const result = data?.['enterTeam'] as { __typename: string; accessToken?: string } | null;
  return { result, code: errors[0]?.extensions['code'] };
}

/** The super-admin, inside the team. */
async function entered(input: object = {}): Promise<TestUser> {
  const { result } = await enter(input);
  return { ...support, accessToken: result?.accessToken ?? '' };
}

async function track(as: TestUser): Promise<unknown> {
  const { id } = await addTender(hub.database);
  const query = `mutation { trackTender(input: { tenderId: "${id}" }) { __typename } }`;
  const { data, errors } = await hub.ask(query, { as });
  return (data?.['trackTender'] as { __typename: string } | null)?.__typename ?? errors[0]?.extensions['code'];
}

async function slugSeen(as: TestUser): Promise<unknown> {
  const { data, errors } = await hub.ask('{ team { slug } }', { as });
  return (data?.['team'] as { slug: string } | null)?.slug ?? errors[0]?.extensions['code'];
}

const entries = () => hub.database.sql('select id from workspace.entry where team_id = $1', [acme.id]);

describe('a super-admin of the platform', () => {
  test('sees which teams there are, and nobody else does', async () => {
    const query =
      'query ($search: String!) { platformTeams(search: $search) { totalCount nodes { id slug name plan } } }';
    const ask = (as: TestUser) => hub.ask(query, { as, variables: { search: acme.slug.toUpperCase() } });

    expect((await ask(support)).data).toEqual({
      platformTeams: { totalCount: 1, nodes: [{ id: teamId(), slug: acme.slug, name: acme.name, plan: 'PRO' }] },
    });
    expect((await ask(owner)).errors[0]?.extensions['code']).toBe('FORBIDDEN');
    expect((await enter({}, owner)).code).toBe('FORBIDDEN');
  });

  test.each([
    ['without a reason', { reason: 'Why not' }, ['reason']],
    ['for more than an hour', { minutes: 61 }, ['minutes']],
    ['for no time', { minutes: 0 }, ['minutes']],
  ])('enters no team %s', async (_how, input, path) => {
    expect((await enter(input)).result).toMatchObject({ __typename: 'InvalidInput', path });
    const found = await hub.database.sql('select id from identity.platform_entry where team_id = $1', [acme.id]);
    expect(found).toEqual([]);
  });

  test('sees and changes a team that they have entered as its admins do, is none of its people, and nothing of others', async () => {
    const inside = await entered();

    expect([await slugSeen(support), await slugSeen(inside)]).toEqual([
      expect.not.stringMatching(acme.slug),
      acme.slug,
    ]);
    expect(await track(inside)).toBe('TrackTenderSuccess');
    const { data } = await hub.ask('{ me { role } entries { totalCount nodes { createdBy { id } } } }', { as: inside });
    expect(data).toEqual({ me: null, entries: { totalCount: 1, nodes: [{ createdBy: null }] } });
    const { errors } = await hub.ask(
      'mutation { createRole(input: { name: "x", permissions: [ENTRY_READ] }) { __typename } }',
      {
        as: inside,
      },
    );
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
    expect((await enter({}, inside)).code).toBe('FORBIDDEN');
  });

  test('is seen by the team: when, why, and everything that was done', async () => {
    const inside = await entered({ minutes: 45 });
    await track(inside);
    await hub.ask('mutation { exitTeam { __typename } }', { as: inside });
    await hub.database.sql('select events.seal(100)');

    const { data } = await hub.ask(
      `{ team { platformEntries { nodes { reason enteredAt expiresAt exitedAt } } }
        auditEvents(orderBy: RECORDED_AT_ASC) { nodes { eventType actorKind reason operation } } }`,
      { as: owner },
    );

    const at = (minutes: number) => new Date(clock.getTime() + minutes * 60_000).toISOString();
    expect(data).toMatchObject({
      team: { platformEntries: { nodes: [{ reason, enteredAt: at(0), expiresAt: at(45), exitedAt: at(0) }] } },
      auditEvents: {
        nodes: [
          { eventType: 'identity.platform_entered', actorKind: 'SUPER_ADMIN', reason, operation: 'enterTeam' },
          { eventType: 'workspace.entry_tracked', actorKind: 'SUPER_ADMIN', operation: 'trackTender' },
          { eventType: 'identity.platform_exited', actorKind: 'SUPER_ADMIN', operation: 'exitTeam' },
        ],
      },
    });
  });
});

describe('an entry ends', () => {
  const ends: readonly (readonly [string, (inside: TestUser) => Promise<unknown>])[] = [
    ['when its person leaves', (inside) => hub.ask('mutation { exitTeam { __typename } }', { as: inside })],
    [
      'when its person is no super-admin any more',
      () =>
        hub.database.sql(
          `update identity.platform_admin set revoked_at = now(), revoke_reason = 'Left us' where account_id = $1`,
          [support.actor.accountId],
        ),
    ],
    [
      'when it expires',
      () =>
        hub.database.sql(
          `update identity.platform_entry set entered_at = now() - interval '1 hour', expires_at = now() - interval '1 second'
           where team_id = $1`,
          [acme.id],
        ),
    ],
  ];

  test.each(ends)('%s: nothing is written from that moment on, and nothing read a minute later', async (_how, end) => {
    const inside = await entered();
    expect(await slugSeen(inside)).toBe(acme.slug);
    await end(inside);

    expect(await track(inside)).toBe('SESSION_ENDED');
    clock = new Date(clock.getTime() + 45_000);
    expect(await slugSeen(inside)).toBe('SESSION_ENDED');
    expect(await entries()).toEqual([]);
  });
});

test('whoever is no super-admin any more enters no team, although every process has heard otherwise', async () => {
  expect((await enter()).result?.__typename).toBe('EnterTeamSuccess');
  await hub.database.sql(
    `update identity.platform_admin set revoked_at = now(), revoke_reason = 'Left us' where account_id = $1`,
    [support.actor.accountId],
  );

  expect((await enter()).code).toBe('FORBIDDEN');
});

test('a limit of a team takes the place of its plan’s, until it is taken back, and the team reads why', async () => {
  const set = async (max?: number | null) => {
    const input = {
      teamId: teamId(),
      subject: 'PEOPLE',
      reason: 'Agreed by contract.',
      ...(max !== undefined && { max }),
    };
    const query = 'mutation ($input: SetTeamLimitInput!) { setTeamLimit(input: $input) { __typename } }';
    await hub.ask(query, { as: support, variables: { input } });
    return hub.database.sql('select subject, max from identity.team_limit where team_id = $1', [acme.id]);
  };

  expect(await set(7)).toEqual([{ subject: 'PEOPLE', max: 7 }]);
  expect(await set(null)).toEqual([{ subject: 'PEOPLE', max: null }]);
  expect(await set(null)).toEqual([{ subject: 'PEOPLE', max: null }]);
  expect(await set()).toEqual([]);
  const events = await hub.database.sql(
    `select body -> 'before' as before, body -> 'after' as after from events.inbox where team_id = $1 order by number`,
    [acme.id],
  );
  expect(events).toEqual([
    { before: null, after: { max: 7 } },
    { before: { max: 7 }, after: { max: null } },
    { before: { max: null }, after: null },
  ]);
});

test('a team may have models write more tokens in a month than any plan allows', async () => {
  const input = {
    teamId: teamId(),
    subject: 'AI_TOKENS_PER_MONTH',
    max: 20_000_000,
    reason: 'Agreed by contract.',
  };
  const query = 'mutation ($input: SetTeamLimitInput!) { setTeamLimit(input: $input) { __typename } }';

  const { data } = await hub.ask(query, { as: support, variables: { input } });

  expect(data).toEqual({ setTeamLimit: { __typename: 'SetTeamLimitSuccess' } });
  expect(await hub.database.sql('select subject, max from identity.team_limit where team_id = $1', [acme.id])).toEqual([
    { subject: 'AI_TOKENS_PER_MONTH', max: 20_000_000 },
  ]);
});

test('who owns the database says who is a super-admin, and every time why', async () => {
  const change = (step: 'grant' | 'revoke', email = owner.email) =>
    runPlatformAdmin({ step, email, reason: `${step} by a test` }, hub.database.url);

  expect([await change('grant'), await change('grant'), await change('revoke'), await change('revoke')]).toEqual([
    `${owner.email} is a super-admin of the platform now.`,
    `${owner.email} was a super-admin of the platform already.`,
    `${owner.email} is no super-admin of the platform any more.`,
    `${owner.email} was no super-admin of the platform.`,
  ]);
  await expect(change('grant', 'nobody@example.org')).rejects.toThrow('There is no account');
  const rows = await hub.database.sql(
    'select grant_reason, revoke_reason from identity.platform_admin where account_id = $1',
    [owner.actor.accountId],
  );
  expect(rows).toEqual([{ grant_reason: 'grant by a test', revoke_reason: 'revoke by a test' }]);
  const events = await hub.database.sql(
    `select team_id, type, body, persons, written_by from events.inbox where subject_id = $1 and type like 'identity.platform_admin%'
     order by number`,
    [owner.actor.accountId],
  );
  const ofPlatform = {
    team_id: '00000000-0000-0000-0000-000000000000',
    persons: [owner.actor.accountId],
    written_by: 'svc_identity',
  };
  expect(events).toEqual([
    { ...ofPlatform, type: 'identity.platform_admin_granted', body: { reason: 'grant by a test' } },
    { ...ofPlatform, type: 'identity.platform_admin_revoked', body: { reason: 'revoke by a test' } },
  ]);
});
