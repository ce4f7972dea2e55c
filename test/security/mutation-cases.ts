import { randomBytes, randomUUID } from 'node:crypto';
import { decodeId } from '@hub/runtime/graphql';
import type { MutationCase } from './mutation-case.js';
import { activityCases } from './activity-cases.js';
import { insightCases } from './insight-cases.js';
import { projectCases } from './project-cases.js';
import { unknownId, type Party, type World } from '../kit/world.js';

export type { MutationCase } from './mutation-case.js';

/** Mutations that need no permission: open on purpose, and only these. */
export const openMutations = [
  'signIn',
  'refreshSession',
  'requestPasswordReset',
  'resetPassword',
  'requestSignUp',
  'createTeam',
  'acceptInvitation',
  'verifyEmail',
  'unsubscribeFromNotifications',
];

/** Mutations of what is a person's own, whatever their role: they need that person and no permission, and only these. */
export const ownMutations = [
  'answerActivity',
  'createCalendarFeed',
  'revokeCalendarFeed',
  'signOut',
  'switchTeam',
  'setDefaultMembership',
  'leaveTeam',
  'markNotificationsRead',
  'updateNotificationPreferences',
  'updatePreferences',
  'endSession',
  'endOtherSessions',
  'updateAccount',
  'changePassword',
  'requestEmailVerification',
  'requestEmailChange',
];

const tracking = (world: World) => ({ tenderId: world.untracked, assigneeId: world.own.ids['Member'] });
const change = (world: World) => ({ id: world.own.ids['Entry'], expectedVersion: 1, notes: 'changed' });

const sourceOf = ({ TeamSource }: Readonly<Record<string, string>>) => TeamSource ?? unknownId('TeamSource');

const savedSearchOf = ({ SavedSearch }: Readonly<Record<string, string>>) => SavedSearch ?? unknownId('SavedSearch');

/** Every mutation with something that is not the caller's in every place where an id can be. */
export const mutationCases: readonly MutationCase[] = [
  {
    mutation: 'trackTender',
    foreignIn: 'input.tenderId',
    input: (world) => ({ ...tracking(world), tenderId: unknownId('Tender') }),
    answers: 'NotFound',
  },
  {
    mutation: 'trackTender',
    foreignIn: 'input.assigneeId',
    input: (world, { Member }) => ({ ...tracking(world), assigneeId: Member }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'trackTenders',
    foreignIn: 'input.tenderIds',
    input: () => ({ tenderIds: [unknownId('Tender')] }),
    answers: 'TrackTendersSuccess',
  },
  {
    mutation: 'trackTenders',
    foreignIn: 'input.assigneeId',
    input: (world, { Member }) => ({ tenderIds: [world.untracked], assigneeId: Member }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'untrackTender',
    foreignIn: 'input.id',
    input: (_world, { Entry }) => ({ id: Entry, expectedVersion: 1 }),
    answers: 'NotFound',
  },
  {
    mutation: 'updateEntry',
    foreignIn: 'input.id',
    input: (world, { Entry }) => ({ ...change(world), id: Entry }),
    answers: 'NotFound',
  },
  {
    mutation: 'updateEntry',
    foreignIn: 'input.assigneeId',
    input: (world, { Member }) => ({ ...change(world), assigneeId: Member }),
    answers: 'InvalidInput',
  },
  ...activityCases,
  ...projectCases,
  ...insightCases,
  {
    mutation: 'createTeamSource',
    foreignIn: null,
    input: () => ({ kind: 'OCDS', name: 'Inside', url: 'https://10.0.0.1/' }),
    answers: 'InvalidInput',
    by: 'admin',
  },
  {
    mutation: 'updateTeamSource',
    foreignIn: 'input.id',
    input: (_world, ids) => ({ id: sourceOf(ids), expectedVersion: 1, name: 'taken over' }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'deleteTeamSource',
    foreignIn: 'input.id',
    input: (_world, ids) => ({ id: sourceOf(ids) }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'pollTeamSource',
    foreignIn: 'input.id',
    input: (_world, ids) => ({ id: sourceOf(ids) }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'acknowledgeChange',
    foreignIn: 'input.tenderId',
    input: (_world, { Tender }) => ({ tenderId: Tender, version: 9 }),
    answers: 'NotFound',
  },
  {
    mutation: 'unacknowledgeChange',
    foreignIn: 'input.tenderId',
    input: (_world, { Tender }) => ({ tenderId: Tender, version: 9 }),
    answers: 'NotFound',
  },
  {
    mutation: 'overrideTenderField',
    foreignIn: 'input.tenderId',
    input: () => ({ tenderId: unknownId('Tender'), field: 'TITLE', value: 'Mine', reason: 'Because.' }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'deleteTenderOverride',
    foreignIn: 'input.tenderId',
    input: (_world, { Tender }) => ({ tenderId: Tender, field: 'TITLE' }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'createSavedSearch',
    foreignIn: 'input.filter.buyerIds',
    input: (_world, { Team }) => ({ name: 'Mine', filter: { buyerIds: [Team] } }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'createSavedSearch',
    foreignIn: 'input.filter.ids',
    input: (_world, { Team }) => ({ name: 'Mine', filter: { ids: [Team] } }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'updateSavedSearch',
    foreignIn: 'input.id',
    input: (_world, ids) => ({ id: savedSearchOf(ids), expectedVersion: 1, name: 'taken over' }),
    answers: 'NotFound',
  },
  {
    mutation: 'updateSavedSearch',
    foreignIn: 'input.filter.buyerIds',
    input: ({ own }, { Team }) => ({ id: savedSearchOf(own.ids), expectedVersion: 1, filter: { buyerIds: [Team] } }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'updateSavedSearch',
    foreignIn: 'input.filter.ids',
    input: ({ own }, { Team }) => ({ id: savedSearchOf(own.ids), expectedVersion: 1, filter: { ids: [Team] } }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'deleteSavedSearch',
    foreignIn: 'input.id',
    input: (_world, ids) => ({ id: savedSearchOf(ids) }),
    answers: 'NotFound',
  },
  {
    mutation: 'setDefaultSavedSearch',
    foreignIn: 'input.id',
    input: (_world, ids) => ({ id: savedSearchOf(ids) }),
    answers: 'NotFound',
  },
  {
    mutation: 'runSavedSearch',
    foreignIn: 'input.id',
    input: (_world, ids) => ({ id: savedSearchOf(ids) }),
    answers: 'NotFound',
  },
  {
    mutation: 'markSavedSearchSeen',
    foreignIn: 'input.id',
    input: (_world, ids) => ({ id: savedSearchOf(ids) }),
    answers: 'NotFound',
  },
  {
    mutation: 'requestExport',
    foreignIn: 'input.filter.buyerIds',
    input: (_world, { Team }) => ({ format: 'CSV', filter: { buyerIds: [Team] } }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'requestExport',
    foreignIn: 'input.filter.ids',
    input: (_world, { Team }) => ({ format: 'CSV', filter: { ids: [Team] } }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'cancelExport',
    foreignIn: 'input.id',
    input: (_world, { Export }) => ({ id: Export ?? unknownId('Export') }),
    answers: 'NotFound',
  },
  {
    mutation: 'signIn',
    foreignIn: null,
    input: ({ own, other }, { Team }) => ({
      team: Team === other.ids['Team'] ? other.team.slug : 'no-such-team',
      email: own.people.member.email,
      password: 'a long enough password',
    }),
    answers: 'InvalidCredentials',
  },
  {
    mutation: 'requestSignUp',
    foreignIn: null,
    input: () => ({ email: 'nobody' }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'createTeam',
    foreignIn: null,
    input: ({ own }) => ({
      code: 'hubm_forged',
      name: 'Mine',
      slug: own.team.slug,
      password: 'a long enough password',
    }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'endSession',
    foreignIn: null,
    input: ({ other }, { Team }) => ({ handle: Team === other.ids['Team'] ? sessionOf(other) : randomUUID() }),
    answers: 'NotFound',
  },
  { mutation: 'endOtherSessions', foreignIn: null, input: () => null, answers: 'EndOtherSessionsSuccess' },
  {
    mutation: 'updateAccount',
    foreignIn: null,
    input: () => ({ expectedVersion: 77, displayName: 'Mine' }),
    answers: 'AccountConflict',
  },
  {
    mutation: 'changePassword',
    foreignIn: null,
    input: () => ({ currentPassword: 'guessed', newPassword: 'short' }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'requestEmailVerification',
    foreignIn: null,
    input: () => ({ idempotencyKey: 'not one' }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'requestAuditExport',
    foreignIn: null,
    input: () => ({ idempotencyKey: 'not one' }),
    answers: 'InvalidInput',
    by: 'admin',
  },
  {
    mutation: 'requestEmailChange',
    foreignIn: null,
    input: () => ({ email: 'nobody', password: 'guessed' }),
    answers: 'InvalidInput',
  },
  { mutation: 'verifyEmail', foreignIn: null, input: () => ({ code: 'hubm_forged' }), answers: 'InvalidInput' },
  {
    mutation: 'deactivateAccount',
    foreignIn: 'input.id',
    input: (_world, { Member }) => ({ id: Member, reason: 'Because.' }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'reactivateAccount',
    foreignIn: 'input.id',
    input: (_world, { Member }) => ({ id: Member }),
    answers: 'NotFound',
    by: 'admin',
  },
  ...['switchTeam', 'setDefaultMembership'].map((mutation): MutationCase => ({
    mutation,
    foreignIn: null,
    input: ({ other }, { Team }) => ({ team: Team === other.ids['Team'] ? other.team.slug : 'no-such-team' }),
    answers: 'NotFound',
  })),
  {
    mutation: 'leaveTeam',
    foreignIn: null,
    input: ({ other }, { Team }) => ({ team: Team === other.ids['Team'] ? other.team.slug : 'no-such-team' }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'updateMembership',
    foreignIn: 'input.id',
    input: (_world, { Member }) => ({ id: Member, expectedVersion: 1, role: 'ADMIN' }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'deleteMembership',
    foreignIn: 'input.id',
    input: (_world, { Member }) => ({ id: Member }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'enterTeam',
    foreignIn: 'input.teamId',
    input: () => ({ teamId: unknownId('PlatformTeam'), reason: 'A question of theirs.' }),
    answers: 'NotFound',
    by: 'platform',
  },
  {
    mutation: 'exitTeam',
    foreignIn: null,
    input: () => null,
    answers: 'MEMBERSHIP_ENDED',
    by: 'superAdmin',
  },
  {
    mutation: 'setTeamLimit',
    foreignIn: 'input.teamId',
    input: () => ({ teamId: unknownId('PlatformTeam'), subject: 'PEOPLE', max: 9, reason: 'A question of theirs.' }),
    answers: 'NotFound',
    by: 'platform',
  },
  {
    mutation: 'setTeamSubscription',
    foreignIn: 'input.teamId',
    input: () => ({ teamId: unknownId('PlatformTeam'), plan: 'BASIC', reason: 'A question of theirs.' }),
    answers: 'NotFound',
    by: 'platform',
  },
  {
    mutation: 'setTeamCompliance',
    foreignIn: 'input.teamId',
    input: () => ({ teamId: unknownId('PlatformTeam'), isVerified: true, reason: 'A question of theirs.' }),
    answers: 'NotFound',
    by: 'platform',
  },
  {
    mutation: 'suspendTeam',
    foreignIn: 'input.teamId',
    input: () => ({ teamId: unknownId('PlatformTeam'), reason: 'A question of theirs.' }),
    answers: 'NotFound',
    by: 'platform',
  },
  {
    mutation: 'resumeTeam',
    foreignIn: 'input.teamId',
    input: () => ({ teamId: unknownId('PlatformTeam'), reason: 'A question of theirs.' }),
    answers: 'NotFound',
    by: 'platform',
  },
  {
    mutation: 'updateTeam',
    foreignIn: null,
    // A version that no team has.
    input: () => ({ expectedVersion: 77, name: 'Mine' }),
    answers: 'TeamConflict',
    by: 'admin',
  },
  {
    mutation: 'updateTeamSettings',
    foreignIn: null,
    // A version that no settings have.
    input: () => ({ expectedVersion: 77, reportingCurrency: 'USD' }),
    answers: 'TeamSettingsConflict',
    by: 'admin',
  },
  {
    mutation: 'requestTeamDomain',
    foreignIn: null,
    input: () => ({ domain: 'no domain' }),
    answers: 'InvalidInput',
    by: 'admin',
  },
  ...['verifyTeamDomain', 'deleteTeamDomain'].map((mutation): MutationCase => ({
    mutation,
    foreignIn: null,
    // A domain that no team has asked for.
    input: () => ({ domain: 'nobody.example' }),
    answers: 'NotFound',
    by: 'admin',
  })),
  {
    mutation: 'updateBillingContact',
    foreignIn: null,
    // A version that no contact has.
    input: () => ({ expectedVersion: 77, contact: { name: 'Mine', email: 'mine@example.org' } }),
    answers: 'TeamBillingConflict',
    by: 'admin',
  },
  {
    mutation: 'updatePreferences',
    foreignIn: null,
    // A version that no preferences have.
    input: () => ({ expectedVersion: 77, layout: { theme: 'DARK' } }),
    answers: 'PreferencesConflict',
  },
  {
    mutation: 'createUnit',
    foreignIn: 'input.parentId',
    input: (_world, { Unit }) => ({ name: 'Branch', parentId: Unit }),
    answers: 'InvalidInput',
    by: 'admin',
  },
  {
    mutation: 'updateUnit',
    foreignIn: 'input.id',
    input: (_world, { Unit }) => ({ id: Unit, expectedVersion: 1, name: 'Mine' }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'updateUnit',
    foreignIn: 'input.parentId',
    input: ({ own }, { Unit }) => ({ id: own.ids['Unit'], expectedVersion: 1, parentId: Unit }),
    answers: 'InvalidInput',
    by: 'admin',
  },
  {
    mutation: 'deleteUnit',
    foreignIn: 'input.id',
    input: (_world, { Unit }) => ({ id: Unit }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'setUnitMembers',
    foreignIn: 'input.id',
    input: (_world, { Unit }) => ({ id: Unit, memberIds: [] }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'setUnitMembers',
    foreignIn: 'input.memberIds',
    input: ({ own }, { Member }) => ({ id: own.ids['Unit'], memberIds: [Member] }),
    answers: 'InvalidInput',
    by: 'admin',
  },
  {
    mutation: 'createRole',
    foreignIn: null,
    input: () => ({ name: 'owner', permissions: ['ENTRY_READ'] }),
    answers: 'InvalidInput',
    by: 'admin',
  },
  {
    mutation: 'updateRole',
    foreignIn: 'input.id',
    input: (_world, { Role }) => ({ id: Role, expectedVersion: 1, name: 'Mine' }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'deleteRole',
    foreignIn: 'input.id',
    input: (_world, { Role }) => ({ id: Role }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'assignRole',
    foreignIn: 'input.memberId',
    input: ({ own }, { Member }) => ({ memberId: Member, roleId: own.ids['Role'] }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'assignRole',
    foreignIn: 'input.roleId',
    input: ({ own }, { Role }) => ({ memberId: own.ids['Member'], roleId: Role }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'assignRole',
    foreignIn: 'input.projectId',
    input: ({ own }, { Project }) => ({
      memberId: own.ids['Member'],
      roleId: own.ids['Role'],
      projectId: Project,
    }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'unassignRole',
    foreignIn: 'input.id',
    input: (_world, { RoleAssignment }) => ({ id: RoleAssignment }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'createInvitation',
    foreignIn: null,
    input: ({ own }) => ({ email: own.people.viewer.email, role: 'ADMIN' }),
    answers: 'InvalidInput',
    by: 'admin',
  },
  {
    mutation: 'resendInvitation',
    foreignIn: 'input.id',
    input: (_world, { Invitation }) => ({ id: Invitation }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'revokeInvitation',
    foreignIn: 'input.id',
    input: (_world, { Invitation }) => ({ id: Invitation }),
    answers: 'NotFound',
    by: 'admin',
  },
  {
    mutation: 'acceptInvitation',
    foreignIn: null,
    input: () => ({ code: 'hubm_forged', displayName: 'Mine', password: 'a long enough password' }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'requestPasswordReset',
    foreignIn: null,
    input: () => ({ email: 'nobody' }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'resetPassword',
    foreignIn: null,
    input: () => ({ code: 'hubm_forged', password: 'a long enough password' }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'refreshSession',
    foreignIn: null,
    input: (world, ids) => ({ refreshToken: forgedToken(world, ids) }),
    answers: 'SessionEnded',
  },
  {
    mutation: 'updateCompanyProfile',
    foreignIn: null,
    // A version that no profile has: nothing of anybody's can match.
    input: () => ({ expectedVersion: 77, bbbeeLevel: 1 }),
    answers: 'CompanyProfileConflict',
    by: 'admin',
  },
  {
    mutation: 'unsubscribeFromNotifications',
    foreignIn: null,
    input: () => ({ token: 'v1.forged.forged' }),
    answers: 'InvalidInput',
  },
  {
    mutation: 'markNotificationsRead',
    foreignIn: 'input.ids',
    input: (_world, { Notification }) => ({ ids: [Notification] }),
    answers: 'NotFound',
  },
  {
    mutation: 'updateNotificationPreferences',
    foreignIn: null,
    // A version that no preferences have.
    input: () => ({ expectedVersion: 77, digestAt: '18:00' }),
    answers: 'NotificationPreferencesConflict',
  },
  // It ends the session of the token that came with it and can name no other.
  { mutation: 'signOut', foreignIn: null, input: () => null, answers: 'SESSION_ENDED' },
];

/** A refresh token of the right shape that names a session, with bytes that prove nothing. */
function forgedToken({ other }: World, ids: Readonly<Record<string, string>>): string {
  const teamId = decodeId('Team', ids['Team'] ?? '');
  const names = [teamId, sessionOf(other)].map((id) => Buffer.from(id.replaceAll('-', ''), 'hex'));
  return `hubr_${Buffer.concat([...names, randomBytes(32)]).toString('base64url')}`;
}

/** The session of a party's member. */
function sessionOf({ people }: Party): string {
  return people.member.actor.sessionId;
}
