import { randomUUID } from 'node:crypto';
import { encodeId } from '@hub/runtime/graphql';
import type { TestUser } from '../kit/people.js';
import type { World } from '../kit/world.js';
import {
  asAdmin,
  asMember,
  codeSent,
  memberIdOf,
  password,
  somebody,
  withPassword,
  type MutationFixture,
} from './fixture-kit.js';

/** Another session of somebody. */
async function secondSessionOf({ hub }: World, { actor }: TestUser): Promise<string> {
  const [row] = await hub.database.sql<{ id: string }>(
    `insert into identity.session (team_id, account_id, refresh_hash, expires_at)
     values ($1, $2, sha256($3::bytea), now() + interval '1 day') returning id`,
    [actor.teamId, actor.accountId, randomUUID()],
  );
  return row?.id ?? '';
}

/** The short name of another team that somebody is in. */
async function secondTeamOf({ hub }: World, { actor }: TestUser): Promise<string> {
  const { id, slug } = await hub.team();
  await hub.database.sql(`insert into identity.membership (team_id, account_id, role) values ($1, $2, 'viewer')`, [
    id,
    actor.accountId,
  ]);
  return slug;
}

/** Mutations of people: their accounts, sessions and memberships. */
export const peopleFixtures: Readonly<Record<string, MutationFixture>> = {
  endSession: {
    event: 'identity.own_sessions_ended',
    answers: 'EndSessionSuccess',
    arrange: async (world) => {
      const as = await somebody(world);
      return { as, input: { handle: await secondSessionOf(world, as) } };
    },
  },
  endOtherSessions: {
    event: 'identity.own_sessions_ended',
    answers: 'EndOtherSessionsSuccess',
    arrange: async (world) => {
      const as = await somebody(world);
      await secondSessionOf(world, as);
      return { as, input: null };
    },
  },
  updateAccount: {
    event: 'identity.account_updated',
    answers: 'UpdateAccountSuccess',
    arrange: async (world) => ({
      as: await somebody(world),
      input: {
        expectedVersion: 1,
        firstName: 'Thandi',
        phone: '+27 12 345 6789',
        username: `u${randomUUID().slice(0, 8)}`,
      },
      secrets: ['Thandi', '+27 12'],
    }),
  },
  changePassword: {
    event: 'identity.password_changed',
    answers: 'ChangePasswordSuccess',
    arrange: async (world) => ({
      as: await withPassword(world),
      input: { currentPassword: password, newPassword: 'another long password' },
      secrets: [password, 'another long password'],
    }),
  },
  requestEmailVerification: {
    event: 'identity.email_verification_requested',
    answers: 'RequestEmailVerificationSuccess',
    arrange: async (world) => {
      const as = await somebody(world);
      return { as, input: {}, secrets: [as.email] };
    },
  },
  requestEmailChange: {
    event: 'identity.email_change_requested',
    answers: 'RequestEmailChangeSuccess',
    arrange: async (world) => {
      const email = `${randomUUID()}@example.org`;
      return { as: await withPassword(world), input: { email, password }, secrets: [email, password] };
    },
  },
  verifyEmail: {
    event: 'identity.email_verified',
    answers: 'VerifyEmailSuccess',
    arrange: async (world) => {
      const as = await somebody(world);
      const query = 'mutation { requestEmailVerification(input: {}) { __typename } }';
      const code = await codeSent(world, { query, email: as.email, as });
      return { as: null, input: { code }, secrets: [code, as.email], team: 'none' };
    },
  },
  deactivateAccount: {
    event: 'identity.account_deactivated',
    answers: 'DeactivateAccountSuccess',
    arrange: asAdmin(async (world) => ({ id: await memberIdOf(world), reason: 'Left the company.' })),
  },
  reactivateAccount: {
    event: 'identity.account_reactivated',
    answers: 'ReactivateAccountSuccess',
    arrange: asAdmin(async (world) => {
      const { actor } = await somebody(world);
      await world.hub.database.sql('update identity.account set is_active = false where id = $1', [actor.accountId]);
      return { id: encodeId('Member', actor.membershipId) };
    }),
  },
  switchTeam: {
    event: 'identity.signed_in',
    answers: 'SwitchTeamSuccess',
    arrange: async (world) => {
      const as = await somebody(world);
      return { as, input: { team: await secondTeamOf(world, as) }, team: 'new' };
    },
  },
  setDefaultMembership: {
    event: 'identity.default_team_set',
    answers: 'SetDefaultMembershipSuccess',
    arrange: async (world) => {
      const as = await somebody(world);
      const slug = await secondTeamOf(world, as);
      return { as, input: { team: slug }, secrets: [slug] };
    },
  },
  leaveTeam: {
    event: 'identity.team_left',
    answers: 'LeaveTeamSuccess',
    arrange: asMember(async ({ own }) => ({ team: own.team.slug })),
  },
  updateMembership: {
    event: 'identity.membership_changed',
    answers: 'UpdateMembershipSuccess',
    arrange: asAdmin(async (world) => ({ id: await memberIdOf(world), expectedVersion: 1, role: 'VIEWER' })),
  },
  updatePreferences: {
    event: 'identity.preferences_changed',
    answers: 'UpdatePreferencesSuccess',
    arrange: asMember(async () => ({ expectedVersion: 0, layout: { theme: 'DARK' } })),
  },
  deleteMembership: {
    event: 'identity.member_removed',
    answers: 'DeleteMembershipSuccess',
    arrange: asAdmin(async (world) => ({ id: await memberIdOf(world) })),
  },
};
