import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { hashPassword } from '@hub/identity/password';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';

const teams = graphql(`
  query {
    me {
      memberships {
        teamSlug
        role
        isDefault
        isCurrent
        expiresAt
      }
    }
  }
`);
const switchTeam = graphql(`
  mutation ($team: String!) {
    switchTeam(input: { team: $team }) {
      __typename
      ... on SwitchTeamSuccess {
        tokens {
          accessToken
          refreshToken
        }
      }
    }
  }
`);
const setDefault = graphql(`
  mutation ($team: String!) {
    setDefaultMembership(input: { team: $team }) {
      __typename
    }
  }
`);
const leave = graphql(`
  mutation ($team: String!) {
    leaveTeam(input: { team: $team }) {
      __typename
      ... on InvalidInput {
        problems {
          path
          message
        }
      }
    }
  }
`);
const update = graphql(`
  mutation ($input: UpdateMembershipInput!) {
    updateMembership(input: $input) {
      __typename
      ... on UpdateMembershipSuccess {
        member {
          role
          status
          expiresAt
          version
          updatedBy {
            id
          }
        }
      }
      ... on MemberConflict {
        current {
          role
          version
        }
      }
      ... on InvalidInput {
        problems {
          path
          code
          message
        }
      }
      ... on LimitReached {
        max
        used
      }
    }
  }
`);
const remove = graphql(`
  mutation ($id: ID!) {
    deleteMembership(input: { id: $id }) {
      __typename
      ... on DeleteMembershipSuccess {
        deletedId
        team {
          members {
            totalCount
          }
        }
      }
      ... on InvalidInput {
        problems {
          path
          message
        }
      }
    }
  }
`);

let hub: TestHub;
let clock = new Date();
let acme: TestTeam;
let owner: TestUser;
let admin: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => clock });
});
afterAll(() => hub.close());
beforeEach(async () => {
  clock = new Date();
  acme = await hub.team();
  owner = await acme.user({ role: 'owner' });
  admin = await acme.user({ role: 'admin' });
});

const memberIdOf = ({ actor }: TestUser) => encodeId('Member', actor.membershipId);
const clientOf = (as: TestUser) => hub.as(as);

async function join(
  team: TestTeam,
  { actor }: TestUser,
  columns: { role?: string; isDefault?: boolean; ended?: boolean } = {},
) {
  await hub.database.sql(
    `insert into identity.membership (team_id, account_id, role, is_default, expires_at)
     values ($1, $2, $3, $4, case when $5 then now() - interval '1 day' end)`,
    [team.id, actor.accountId, columns.role ?? 'viewer', columns.isDefault ?? false, columns.ended ?? false],
  );
}

const meAs = async (accessToken: string) =>
  (await hub.ask('{ me { role team { slug } } }', { headers: { authorization: `Bearer ${accessToken}` } })).data;

describe('a person in several teams', () => {
  test('sees each with its role, the default one first, and nobody else’s', async () => {
    const [other, ended] = [await hub.team(), await hub.team()];
    await join(other, owner, { isDefault: true });
    await join(ended, owner, { ended: true });
    await join(ended, admin);

    const { me } = await clientOf(owner).data(teams);

    const [first, ...rest] = me?.memberships ?? [];
    expect(first).toEqual({ teamSlug: other.slug, role: 'VIEWER', isDefault: true, isCurrent: false, expiresAt: null });
    expect(rest.toSorted((a, b) => a.role.localeCompare(b.role))).toEqual([
      { teamSlug: acme.slug, role: 'OWNER', isDefault: false, isCurrent: true, expiresAt: null },
      { teamSlug: ended.slug, role: 'VIEWER', isDefault: false, isCurrent: false, expiresAt: expect.any(String) },
    ]);
  });

  test('switches to another with a session of its own, that ends no later than the one in use', async () => {
    const other = await hub.team();
    await join(other, owner);
    const end = new Date(Math.floor(clock.getTime() / 1000) * 1000 + 3_600_000);
    await hub.database.sql('update identity.session set expires_at = $2 where id = $1', [owner.actor.sessionId, end]);

    const { switchTeam: switched } = await clientOf(owner).data(switchTeam, { team: other.slug });

    const token = switched?.__typename === 'SwitchTeamSuccess' ? switched.tokens.accessToken : '';
    expect(await meAs(token)).toEqual({ me: { role: 'VIEWER', team: { slug: other.slug } } });
    expect(await meAs(owner.accessToken)).toEqual({ me: { role: 'OWNER', team: { slug: acme.slug } } });
    const sessions = await hub.database.sql(
      'select expires_at from identity.session where team_id = $1 and account_id = $2',
      [other.id, owner.actor.accountId],
    );
    expect(sessions).toEqual([{ expires_at: end }]);
  });

  test('cannot switch to a team that they are not in, whose time is over, or with a session that has ended', async () => {
    const [foreign, ended] = [await hub.team(), await hub.team()];
    await join(ended, owner, { ended: true });
    const before = await snapshotOf(hub.database);

    const answers = [
      await clientOf(owner).data(switchTeam, { team: foreign.slug }),
      await clientOf(owner).data(switchTeam, { team: ended.slug }),
    ];
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
    await hub.database.sql('update identity.session set revoked_at = now() where id = $1', [owner.actor.sessionId]);
    const late = await clientOf(owner).send(switchTeam, { team: acme.slug });

    expect(answers.map((answer) => answer.switchTeam?.__typename)).toEqual(['NotFound', 'NotFound']);
    expect(late.codes).toEqual(['SESSION_ENDED']);
  });

  test('chooses one default, also twice at the same moment', async () => {
    const [one, two] = [await hub.team(), await hub.team()];
    await join(one, owner);
    await join(two, owner);

    const answers = await Promise.all(
      [one, two, one, two, acme].map(({ slug }) => clientOf(owner).data(setDefault, { team: slug })),
    );

    expect(answers.map((answer) => answer.setDefaultMembership?.__typename)).toEqual(
      answers.map(() => 'SetDefaultMembershipSuccess'),
    );
    const { me } = await clientOf(owner).data(teams);
    expect(me?.memberships.map(({ isDefault }) => isDefault)).toEqual([true, false, false]);
  });
});

describe('a membership', () => {
  const end = '2099-01-01T00:00:00.000Z';

  test('gets another role and an end, on the version that was read', async () => {
    const clerk = await acme.user();
    const change = { id: memberIdOf(clerk), expectedVersion: 1 };

    const first = await clientOf(admin).data(update, { input: { ...change, role: 'VIEWER', expiresAt: end } });
    const late = await clientOf(owner).data(update, { input: { ...change, role: 'ADMIN' } });
    const same = await clientOf(owner).data(update, { input: { ...change, expectedVersion: 2, role: 'VIEWER' } });

    const member = {
      role: 'VIEWER',
      status: 'ACTIVE',
      expiresAt: end,
      version: 2,
      updatedBy: { id: memberIdOf(admin) },
    };
    expect(first.updateMembership).toEqual({ __typename: 'UpdateMembershipSuccess', member });
    expect(late.updateMembership).toEqual({ __typename: 'MemberConflict', current: { role: 'VIEWER', version: 2 } });
    expect(same.updateMembership).toEqual({ __typename: 'UpdateMembershipSuccess', member });
  });

  test('of an owner is made, changed and removed by owners alone', async () => {
    const clerk = await acme.user();
    const before = await snapshotOf(hub.database);
    const only = 'Only an owner of the team can make, change or remove an owner.';

    const answers = [
      await clientOf(admin).data(update, { input: { id: memberIdOf(clerk), expectedVersion: 1, role: 'OWNER' } }),
      await clientOf(admin).data(update, { input: { id: memberIdOf(owner), expectedVersion: 1, role: 'VIEWER' } }),
      await clientOf(admin).data(update, { input: { id: memberIdOf(owner), expectedVersion: 1, expiresAt: end } }),
    ].map((answer) => answer.updateMembership);
    const removed = await clientOf(admin).data(remove, { id: memberIdOf(owner) });

    expect(answers).toEqual(
      [['role'], ['role'], ['id']].map((path) => ({
        __typename: 'InvalidInput',
        problems: [{ path, code: 'INVALID_VALUE', message: only }],
      })),
    );
    expect(removed.deleteMembership).toEqual({
      __typename: 'InvalidInput',
      problems: [{ path: ['id'], message: only }],
    });
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
    const made = await clientOf(owner).data(update, {
      input: { id: memberIdOf(clerk), expectedVersion: 1, role: 'OWNER' },
    });
    expect(made.updateMembership).toMatchObject({ member: { role: 'OWNER' } });
  });

  test.each([
    [
      'made something else',
      () => clientOf(owner).data(update, { input: { id: memberIdOf(owner), expectedVersion: 1, role: 'ADMIN' } }),
    ],
    [
      'given an end',
      () => clientOf(owner).data(update, { input: { id: memberIdOf(owner), expectedVersion: 1, expiresAt: end } }),
    ],
    ['gone', () => clientOf(owner).data(leave, { team: acme.slug })],
  ])('of the last owner is not %s', async (_what, change) => {
    const before = await snapshotOf(hub.database);

    const answer = await change();

    expect(Object.values(answer)).toMatchObject([{ __typename: 'InvalidInput' }]);
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });

  test('of two owners who demote each other at once stays with one of them', async () => {
    const second = await acme.user({ role: 'owner' });
    const demote = (by: TestUser, whom: TestUser) =>
      clientOf(by).send(update, { input: { id: memberIdOf(whom), expectedVersion: 1, role: 'MEMBER' } });

    await Promise.all([demote(owner, second), demote(second, owner)]);

    const rows = await hub.database.sql<{ count: number }>(
      `select count(*)::int from identity.membership where team_id = $1 and role = 'owner'`,
      [acme.id],
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  test('that is over takes a place of the plan again, and an end in the past is none', async () => {
    acme = await hub.team({ plan: 'FREE' });
    const people = [];
    for (const role of ['owner', 'admin', 'member', 'member', 'member'] as const)
      people.push(await acme.user({ role }));
    const [first = owner] = people;
    const late = await acme.user();
    await hub.database.sql(`update identity.membership set expires_at = now() - interval '1 day' where id = $1`, [
      late.actor.membershipId,
    ]);
    const change = { id: memberIdOf(late), expectedVersion: 1 };

    const full = await clientOf(first).data(update, { input: { ...change, expiresAt: null } });
    const past = await clientOf(first).data(update, { input: { ...change, expiresAt: '2020-01-01T00:00:00Z' } });

    expect(full.updateMembership).toEqual({ __typename: 'LimitReached', max: 5, used: 5 });
    expect(past.updateMembership).toMatchObject({ problems: [{ path: ['expiresAt'], code: 'OUT_OF_RANGE' }] });
  });
});

describe('a member who is removed or leaves', () => {
  const write = (as: TestUser) => hub.ask('mutation { signOut { __typename } }', { as });
  const read = (as: TestUser) => hub.ask('{ me { role } }', { as });

  test('writes nothing from that moment on, reads nothing after a minute, and cannot sign in or refresh', async () => {
    const password = 'a long enough password';
    const clerk = await acme.user({ passwordHash: await hashPassword(password) });
    const signIn =
      'mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on SignInSuccess { tokens { refreshToken } } } }';
    const signInAs = () => hub.ask(signIn, { variables: { input: { team: acme.slug, email: clerk.email, password } } });
    const [refreshToken] = /hubr_[\w-]+/u.exec((await signInAs()).text) ?? [];
    expect((await read(clerk)).data).toEqual({ me: { role: 'MEMBER' } });

    const removed = await clientOf(admin).data(remove, { id: memberIdOf(clerk) });

    expect(removed.deleteMembership).toEqual({
      __typename: 'DeleteMembershipSuccess',
      deletedId: memberIdOf(clerk),
      team: { members: { totalCount: 2 } },
    });
    const switched = await clientOf(clerk).send(setDefault, { team: acme.slug });
    expect(switched.codes).toEqual(['MEMBERSHIP_ENDED']);
    clock = new Date(clock.getTime() + 45_000);
    expect((await read(clerk)).data).toEqual({ me: null });
    const refresh = await hub.ask(
      'mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { __typename } }',
      { variables: { input: { refreshToken } } },
    );
    expect([(await signInAs()).data, refresh.data]).toEqual([
      { signIn: { __typename: 'InvalidCredentials' } },
      { refreshSession: { __typename: 'SessionEnded' } },
    ]);
  });

  test('stays in other teams, and what they made stays without them', async () => {
    const [clerk, other] = [await acme.user(), await hub.team()];
    await join(other, clerk);
    const [entry] = await hub.database.sql<{ id: string }>(
      `insert into identity.invitation (team_id, email, role, token_hash, sent_at, expires_at, created_by_membership_id)
       values ($1, $2, 'member', sha256($3::bytea), now(), now(), $4) returning id`,
      [acme.id, `${randomUUID()}@example.org`, randomUUID(), clerk.actor.membershipId],
    );

    const left = await clientOf(clerk).data(leave, { team: acme.slug });

    expect(left.leaveTeam?.__typename).toBe('LeaveTeamSuccess');
    expect((await write(clerk)).errors.map(({ extensions }) => extensions['code'])).toEqual([]);
    const rows = await hub.database.sql(
      `select (select array_agg(team_id) from identity.membership where account_id = $1) as teams,
         (select created_by_membership_id from identity.invitation where id = $2) as by`,
      [clerk.actor.accountId, entry?.id],
    );
    expect(rows).toEqual([{ teams: [other.id], by: null }]);
  });
});
