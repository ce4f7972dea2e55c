import { randomUUID } from 'node:crypto';
import { decodeId, encodeId } from '@hub/runtime/graphql';
import { unsubscribeToken } from '@hub/runtime/notifications';
import type { TestDatabase } from '../kit/database.js';
import type { World } from '../kit/world.js';
import type { TestUser } from '../kit/people.js';
import { addDraft, addFeedback } from '../kit/draft-rows.js';
import { addNotification } from '../kit/notification-rows.js';
import {
  asAdmin,
  asMember,
  codeSent,
  idOf,
  memberIdOf,
  password,
  somebody,
  withPassword,
  type MutationFixture,
} from './fixture-kit.js';
import { activityFixtures } from './activity-fixtures.js';
import { archiveFixtures } from './archive-fixtures.js';
import { commentFixtures } from './comment-fixtures.js';
import { peopleFixtures } from './people-fixtures.js';
import { platformFixtures } from './platform-fixtures.js';
import { addTender } from '../kit/tender-rows.js';

const secretKey = 'a-key-of-the-team-that-nobody-is-told';

async function tenderOf({ hub }: World): Promise<{ id: string; row: string }> {
  return addTender(hub.database, { title: 'Pumps' });
}

async function entryOf(world: World): Promise<string> {
  const { row } = await tenderOf(world);
  const sql = 'insert into workspace.entry (team_id, tender_id) values ($1, $2) returning id';
  return idOf(world, 'Entry', sql, [world.own.team.id, row]);
}

async function projectOf(world: World, { stage = 'PHASE_0', isDeleted = false } = {}): Promise<string> {
  const { row } = await tenderOf(world);
  const sql = `insert into workspace.project (team_id, kind, tender_id, name, stage, status, deleted_at)
    values ($1, 'PURSUIT', $2, 'Pumps', $3, 'ACTIVE', case when $4 then now() end) returning id`;
  return idOf(world, 'Project', sql, [world.own.team.id, row, stage, isDeleted]);
}

async function taskOf(world: World, isDeleted = false): Promise<string> {
  const project = decodeId('Project', await projectOf(world));
  const sql = `insert into workspace.task (team_id, project_id, title, deleted_at)
    values ($1, $2, 'Pour concrete', case when $3 then now() end) returning id`;
  return idOf(world, 'Task', sql, [world.own.team.id, project, isDeleted]);
}

/** A pursuit of which only one step is not planned yet. */
async function projectClosing(world: World): Promise<string> {
  const id = await projectOf(world);
  const project = decodeId('Project', id);
  const { sql } = world.hub.database;
  await sql(
    `update tenders.tender t set closing_at = '2026-04-14T09:00:00Z' from workspace.project p where p.id = $1 and t.id = p.tender_id`,
    [project],
  );
  await sql(
    `insert into workspace.task (team_id, project_id, title, plan_step, due_on)
     values ($1, $2, 'Questions', 'QUESTIONS', '2026-04-01'), ($1, $2, 'Sign off', 'SIGN_OFF', '2026-04-10')`,
    [world.own.team.id, project],
  );
  return id;
}

async function searchOf(world: World, matches = 0): Promise<string> {
  const sql = `insert into tenders.saved_search (team_id, id, name, search, matched_at, match_count)
    values ($1, gen_random_uuid(), $2, 'pumps', now(), $3) returning id`;
  return idOf(world, 'SavedSearch', sql, [world.own.team.id, randomUUID(), matches]);
}

async function sourceOf(world: World): Promise<string> {
  const sql = `insert into tenders.team_source (team_id, id, kind, name, url)
    values ($1, gen_random_uuid(), 'ocds', $2, 'https://example.org/') returning id`;
  return idOf(world, 'TeamSource', sql, [world.own.team.id, randomUUID()]);
}

/** Gives a tender a version 2. Answers the row of its release. */
export async function addChange(database: TestDatabase, row: string): Promise<string> {
  const [release] = await database.sql<{ id: string }>(
    `insert into tenders.release (id, ocid, release_id, content_hash, source_id, is_current, is_snapshot, released_at, published_date, version, raw)
     select gen_random_uuid(), ocid, 'second', sha256('x'), source_id, true, false, '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z', '1.1', '{}'
     from tenders.tender where id = $1 returning id`,
    [row],
  );
  await database.sql(
    `insert into tenders.tender_version (tender_id, version, release_id, effective_at, is_silent, impact, changes)
     values ($1, 2, $2, '2026-01-02T00:00:00Z', false, 'MATERIAL', '[]')`,
    [row, release?.id],
  );
  return release?.id ?? '';
}

/** A tender of which the team can acknowledge version 2, and has, or has not. */
async function changedTender(world: World, isAcknowledged: boolean): Promise<string> {
  const { id, row } = await tenderOf(world);
  const { database } = world.hub;
  const release = await addChange(database, row);
  if (isAcknowledged)
    await database.sql(
      `insert into tenders.change_acknowledgement (team_id, tender_id, release_id, changes_hash, version)
       values ($1, $2, $3, sha256('[]'), 2)`,
      [world.own.team.id, row, release],
    );
  return id;
}

async function overriddenTender(world: World): Promise<string> {
  const { id, row } = await tenderOf(world);
  await world.hub.database.sql(
    `insert into tenders.tender_override (team_id, tender_id, field, original, value, reason)
     values ($1, $2, 'TITLE', 'Pumps', 'Our pumps', 'They are ours.')`,
    [world.own.team.id, row],
  );
  return id;
}

async function waitingExport(world: World): Promise<string> {
  const sql = `insert into tenders.export (team_id, id, format, query, rows_max)
    values ($1, gen_random_uuid(), 'CSV', '{"search": null, "filter": {}}', 10) returning id`;
  return idOf(world, 'Export', sql, [world.own.team.id]);
}

function signInOf({ own }: World, { email }: TestUser, typed = password) {
  return { team: own.team.slug, email, password: typed };
}

async function refreshTokenOf(world: World): Promise<string> {
  const input = signInOf(world, await withPassword(world));
  const query =
    'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInSuccess { tokens { refreshToken } } } }';
  const { text } = await world.hub.ask(query, { variables: { input } });
  const [token] = /hubr_[\w-]+/u.exec(text) ?? [];
  if (token === undefined) throw new Error('Nobody was signed in.');
  return token;
}

const requestSignUp = 'mutation ($input: RequestSignUpInput!) { requestSignUp(input: $input) { __typename } }';

async function invitationOf(world: World): Promise<{ id: string; code: string }> {
  const code = `hubm_${randomUUID()}`;
  const sql = `insert into identity.invitation (team_id, email, role, token_hash, sent_at, expires_at)
    values ($1, $2, 'member', sha256(convert_to($3, 'UTF8')), now(), now() + interval '7 days') returning id`;
  const id = await idOf(world, 'Invitation', sql, [world.own.team.id, `${randomUUID()}@example.org`, code]);
  return { id, code };
}

async function roleOf({ own, hub }: World): Promise<{ id: string; row: string }> {
  const sql = `insert into identity.role (team_id, name, permissions) values ($1, $2, '{entry:read}') returning id`;
  const [role] = await hub.database.sql<{ id: string }>(sql, [own.team.id, randomUUID()]);
  return { id: encodeId('Role', role?.id ?? ''), row: role?.id ?? '' };
}

async function unitOf(world: World): Promise<string> {
  const sql = 'insert into identity.unit (team_id, name) values ($1, $2) returning id';
  return idOf(world, 'Unit', sql, [world.own.team.id, randomUUID()]);
}

async function assignmentOf(world: World): Promise<string> {
  const { row } = await roleOf(world);
  const { actor } = await somebody(world);
  const sql = 'insert into identity.role_assignment (team_id, role_id, membership_id) values ($1, $2, $3) returning id';
  return idOf(world, 'RoleAssignment', sql, [actor.teamId, row, actor.membershipId]);
}

/** Every mutation of the graph, by its name: one without an entry here fails the run. */
export const mutationFixtures: Readonly<Record<string, MutationFixture>> = {
  ...activityFixtures,
  ...archiveFixtures,
  ...peopleFixtures,
  ...commentFixtures,
  ...platformFixtures,
  signIn: {
    event: 'identity.signed_in',
    answers: 'SignInSuccess',
    arrange: async (world) => ({
      as: null,
      input: signInOf(world, await withPassword(world)),
      secrets: [password],
    }),
    refused: async (world) => ({ as: null, input: signInOf(world, await withPassword(world), 'another password') }),
  },
  refreshSession: {
    event: 'identity.session_refreshed',
    answers: 'RefreshSessionSuccess',
    arrange: async (world) => {
      const refreshToken = await refreshTokenOf(world);
      return { as: null, input: { refreshToken }, secrets: [refreshToken] };
    },
  },
  requestSignUp: {
    event: 'identity.sign_up_requested',
    answers: 'RequestSignUpSuccess',
    arrange: async () => ({
      as: null,
      input: { email: 'newcomer@example.org' },
      secrets: ['newcomer@example.org'],
      team: 'none',
    }),
  },
  requestPasswordReset: {
    event: 'identity.password_reset_requested',
    answers: 'RequestPasswordResetSuccess',
    arrange: async (world) => {
      const { email } = await somebody(world);
      return { as: null, input: { email }, secrets: [email], team: 'none' };
    },
  },
  resetPassword: {
    event: 'identity.password_reset',
    answers: 'ResetPasswordSuccess',
    arrange: async (world) => {
      const { email } = await somebody(world);
      const query =
        'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { __typename } }';
      const code = await codeSent(world, { query, email });
      return { as: null, input: { code, password }, secrets: [code, password, email], team: 'none' };
    },
  },
  createTeam: {
    event: 'identity.team_created',
    answers: 'CreateTeamSuccess',
    arrange: async (world) => {
      const code = await codeSent(world, { query: requestSignUp, email: `${randomUUID()}@example.org` });
      const slug = `team-${randomUUID().slice(0, 8)}`;
      return {
        as: null,
        input: { code, name: 'A new team', slug, displayName: 'A Newcomer', password },
        secrets: [code, password, 'A Newcomer'],
        team: 'new',
      };
    },
  },
  requestAuditExport: {
    event: 'identity.audit_export_requested',
    answers: 'RequestAuditExportSuccess',
    arrange: asAdmin(async () => ({})),
  },
  createUnit: {
    event: 'identity.unit_created',
    answers: 'CreateUnitSuccess',
    arrange: asAdmin(async (world) => ({ name: randomUUID(), parentId: await unitOf(world) })),
  },
  updateUnit: {
    event: 'identity.unit_updated',
    answers: 'UpdateUnitSuccess',
    arrange: asAdmin(async (world) => ({ id: await unitOf(world), expectedVersion: 1, parentId: await unitOf(world) })),
  },
  deleteUnit: {
    event: 'identity.unit_deleted',
    answers: 'DeleteUnitSuccess',
    arrange: asAdmin(async (world) => ({ id: await unitOf(world) })),
  },
  setUnitMembers: {
    event: 'identity.unit_members_set',
    answers: 'SetUnitMembersSuccess',
    arrange: asAdmin(async (world) => ({ id: await unitOf(world), memberIds: [await memberIdOf(world)] })),
  },
  createRole: {
    event: 'identity.role_created',
    answers: 'CreateRoleSuccess',
    arrange: asAdmin(async () => ({ name: randomUUID(), permissions: ['ENTRY_READ'] })),
  },
  updateRole: {
    event: 'identity.role_updated',
    answers: 'UpdateRoleSuccess',
    arrange: asAdmin(async (world) => ({
      id: (await roleOf(world)).id,
      expectedVersion: 1,
      permissions: ['ENTRY_UPDATE'],
    })),
  },
  deleteRole: {
    event: 'identity.role_deleted',
    answers: 'DeleteRoleSuccess',
    arrange: asAdmin(async (world) => ({ id: (await roleOf(world)).id })),
  },
  assignRole: {
    event: 'identity.role_assigned',
    answers: 'AssignRoleSuccess',
    arrange: asAdmin(async (world) => ({ memberId: await memberIdOf(world), roleId: (await roleOf(world)).id })),
  },
  unassignRole: {
    event: 'identity.role_unassigned',
    answers: 'UnassignRoleSuccess',
    arrange: asAdmin(async (world) => ({ id: await assignmentOf(world) })),
  },
  createInvitation: {
    event: 'identity.invitation_created',
    answers: 'CreateInvitationSuccess',
    arrange: async (world) => {
      const email = `${randomUUID()}@example.org`;
      return { as: await somebody(world, 'admin'), input: { email, role: 'MEMBER' }, secrets: [email] };
    },
  },
  resendInvitation: {
    event: 'identity.invitation_resent',
    answers: 'ResendInvitationSuccess',
    arrange: asAdmin(async (world) => ({ id: (await invitationOf(world)).id })),
  },
  revokeInvitation: {
    event: 'identity.invitation_revoked',
    answers: 'RevokeInvitationSuccess',
    arrange: asAdmin(async (world) => ({ id: (await invitationOf(world)).id })),
  },
  acceptInvitation: {
    event: 'identity.invitation_accepted',
    answers: 'AcceptInvitationSuccess',
    arrange: async (world) => {
      const { code } = await invitationOf(world);
      const input = { code, displayName: 'A Colleague', password };
      return { as: null, input, secrets: [code, password, 'A Colleague'] };
    },
  },
  unsubscribeFromNotifications: {
    event: 'identity.notification_mail_stopped',
    answers: 'UnsubscribeFromNotificationsSuccess',
    arrange: async (world) => {
      const { accountId, teamId } = (await somebody(world)).actor;
      const token = unsubscribeToken(world.hub.cipher, { accountId, teamId, type: null });
      return { as: null, input: { token }, secrets: [token] };
    },
  },
  markNotificationsRead: {
    event: 'identity.notifications_read',
    answers: 'MarkNotificationsReadSuccess',
    arrange: async (world) => {
      const as = await somebody(world);
      const id = await addNotification(world.hub.database, as.actor);
      return { as, input: { ids: [encodeId('Notification', id)] } };
    },
  },
  updateNotificationPreferences: {
    event: 'identity.notification_preferences_changed',
    answers: 'UpdateNotificationPreferencesSuccess',
    arrange: asMember(async () => ({ expectedVersion: 0, digestAt: '18:00' })),
  },
  signOut: {
    event: 'identity.signed_out',
    answers: 'SignOutSuccess',
    arrange: async (world) => ({ as: await somebody(world), input: null }),
  },
  createTeamSource: {
    event: 'tenders.team_source_created',
    answers: 'CreateTeamSourceSuccess',
    arrange: async (world) => ({
      as: await somebody(world, 'admin'),
      input: {
        kind: 'OCDS',
        name: randomUUID(),
        url: `https://example.org/?key=${secretKey}`,
        credentials: { bearerToken: secretKey },
      },
      secrets: [secretKey],
    }),
  },
  updateTeamSource: {
    event: 'tenders.team_source_updated',
    answers: 'UpdateTeamSourceSuccess',
    arrange: async (world) => ({
      as: await somebody(world, 'admin'),
      input: {
        id: await sourceOf(world),
        expectedVersion: 1,
        name: randomUUID(),
        credentials: { bearerToken: secretKey },
      },
      secrets: [secretKey],
    }),
  },
  deleteTeamSource: {
    event: 'tenders.team_source_deleted',
    answers: 'DeleteTeamSourceSuccess',
    arrange: asAdmin(async (world) => ({ id: await sourceOf(world) })),
  },
  pollTeamSource: {
    event: 'tenders.team_source_polled',
    answers: 'PollTeamSourceSuccess',
    arrange: asAdmin(async (world) => ({ id: await sourceOf(world) })),
  },
  acknowledgeChange: {
    event: 'tenders.change_acknowledged',
    answers: 'AcknowledgeChangeSuccess',
    arrange: asMember(async (world) => ({ tenderId: await changedTender(world, false), version: 2 })),
  },
  unacknowledgeChange: {
    event: 'tenders.change_unacknowledged',
    answers: 'UnacknowledgeChangeSuccess',
    arrange: asMember(async (world) => ({ tenderId: await changedTender(world, true), version: 2 })),
  },
  overrideTenderField: {
    event: 'tenders.override_set',
    answers: 'OverrideTenderFieldSuccess',
    arrange: asAdmin(async (world) => ({
      tenderId: (await tenderOf(world)).id,
      field: 'TITLE',
      value: 'Our pumps',
      reason: 'They are ours.',
    })),
  },
  deleteTenderOverride: {
    event: 'tenders.override_deleted',
    answers: 'DeleteTenderOverrideSuccess',
    arrange: asAdmin(async (world) => ({ tenderId: await overriddenTender(world), field: 'TITLE' })),
  },
  requestExport: {
    event: 'tenders.export_requested',
    answers: 'RequestExportSuccess',
    arrange: asMember(async () => ({ format: 'CSV' })),
  },
  cancelExport: {
    event: 'tenders.export_cancelled',
    answers: 'CancelExportSuccess',
    arrange: asMember(async (world) => ({ id: await waitingExport(world) })),
  },
  updateCompanyProfile: {
    event: 'identity.company_profile_changed',
    answers: 'UpdateCompanyProfileSuccess',
    arrange: async (world) => ({
      as: await somebody(world, 'admin'),
      input: { expectedVersion: 1, companyName: 'Another name (Pty) Ltd' },
    }),
  },
  createDraft: {
    event: 'insights.draft_created',
    answers: 'CreateDraftSuccess',
    arrange: asMember(async (world) => ({
      kind: 'TENDER_ANALYSIS',
      tenderId: (await tenderOf(world)).id,
      brief: 'What of the deadline?',
    })),
  },
  decideDraft: {
    event: 'insights.draft_decided',
    answers: 'DecideDraftSuccess',
    arrange: asMember(async (world) => {
      const { row } = await tenderOf(world);
      const draft = await addDraft(world.hub.database, { teamId: world.own.team.id, tenderRow: row, brief: 'b' });
      return { id: encodeId('Draft', draft), decision: 'ACCEPTED' };
    }),
  },
  giveTenderFeedback: {
    event: 'insights.feedback_given',
    answers: 'GiveTenderFeedbackSuccess',
    arrange: asMember(async (world) => ({ tenderId: (await tenderOf(world)).id, verdict: 'USEFUL', reason: 'BUYER' })),
  },
  withdrawTenderFeedback: {
    event: 'insights.feedback_withdrawn',
    answers: 'WithdrawTenderFeedbackSuccess',
    arrange: asMember(async (world) => {
      const { id, row } = await tenderOf(world);
      await addFeedback(world.hub.database, { teamId: world.own.team.id, tenderRow: row, verdict: 'NOT_USEFUL' });
      return { tenderId: id };
    }),
  },
  createSavedSearch: {
    event: 'tenders.saved_search_created',
    answers: 'CreateSavedSearchSuccess',
    arrange: async (world) => ({
      as: await somebody(world),
      input: { name: 'A search of my own', search: 'secretly', visibility: 'PRIVATE' },
      secrets: ['A search of my own', 'secretly'],
    }),
  },
  updateSavedSearch: {
    event: 'tenders.saved_search_updated',
    answers: 'UpdateSavedSearchSuccess',
    arrange: asMember(async (world) => ({ id: await searchOf(world), expectedVersion: 1, name: randomUUID() })),
  },
  deleteSavedSearch: {
    event: 'tenders.saved_search_deleted',
    answers: 'DeleteSavedSearchSuccess',
    arrange: asMember(async (world) => ({ id: await searchOf(world) })),
  },
  setDefaultSavedSearch: {
    event: 'tenders.saved_search_default_set',
    answers: 'SetDefaultSavedSearchSuccess',
    arrange: asMember(async (world) => ({ id: await searchOf(world) })),
  },
  runSavedSearch: {
    event: 'tenders.saved_search_run',
    answers: 'RunSavedSearchSuccess',
    arrange: asMember(async (world) => ({ id: await searchOf(world) })),
  },
  markSavedSearchSeen: {
    event: 'tenders.saved_search_seen',
    answers: 'MarkSavedSearchSeenSuccess',
    arrange: asMember(async (world) => ({ id: await searchOf(world, 3) })),
  },
  createProject: {
    event: 'workspace.project_created',
    answers: 'CreateProjectSuccess',
    arrange: asMember(async (world) => ({ name: 'Pumps', tenderId: (await tenderOf(world)).id })),
  },
  updateProject: {
    event: 'workspace.project_updated',
    answers: 'UpdateProjectSuccess',
    arrange: asMember(async (world) => ({ id: await projectOf(world), expectedVersion: 1, winProbability: 40 })),
  },
  setProjectMembers: {
    event: 'workspace.project_members_set',
    answers: 'SetProjectMembersSuccess',
    arrange: asMember(async (world) => ({
      id: await projectOf(world),
      expectedVersion: 1,
      members: [{ memberId: world.own.ids['Member'] }],
    })),
  },
  moveProject: {
    event: 'workspace.project_moved',
    answers: 'MoveProjectSuccess',
    arrange: asMember(async (world) => ({ id: await projectOf(world), expectedVersion: 1, stage: 'PHASE_1' })),
  },
  markProjectSeen: {
    event: 'workspace.project_seen',
    answers: 'MarkProjectSeenSuccess',
    arrange: asMember(async (world) => ({ id: await projectOf(world) })),
  },
  createTask: {
    event: 'workspace.task_created',
    answers: 'CreateTaskSuccess',
    arrange: asMember(async (world) => ({ projectId: await projectOf(world), title: 'Pour concrete' })),
  },
  updateTask: {
    event: 'workspace.task_updated',
    answers: 'UpdateTaskSuccess',
    arrange: asMember(async (world) => ({ id: await taskOf(world), expectedVersion: 1, status: 'IN_PROGRESS' })),
  },
  editTasks: {
    event: 'workspace.task_updated',
    answers: 'EditTasksSuccess',
    arrange: asMember(async (world) => ({
      tasks: [{ id: await taskOf(world), expectedVersion: 1 }],
      status: 'IN_PROGRESS',
    })),
  },
  deleteTask: {
    event: 'workspace.task_deleted',
    answers: 'DeleteTaskSuccess',
    arrange: asMember(async (world) => ({ id: await taskOf(world), expectedVersion: 1 })),
  },
  restoreTask: {
    event: 'workspace.task_restored',
    answers: 'RestoreTaskSuccess',
    arrange: asMember(async (world) => ({ id: await taskOf(world, true) })),
  },
  planProject: {
    event: 'workspace.task_created',
    answers: 'PlanProjectSuccess',
    arrange: asMember(async (world) => ({ projectId: await projectClosing(world) })),
  },
  decideGate: {
    event: 'workspace.gate_decided',
    answers: 'DecideGateSuccess',
    arrange: asAdmin(async (world) => ({
      id: await projectOf(world, { stage: 'PHASE_1' }),
      expectedVersion: 1,
      decision: 'NO_GO',
    })),
  },
  closeProject: {
    event: 'workspace.project_closed',
    answers: 'CloseProjectSuccess',
    arrange: asAdmin(async (world) => ({
      id: await projectOf(world),
      expectedVersion: 1,
      result: 'CANCELLED',
      reasons: 'The buyer withdrew it.',
    })),
  },
  deleteProject: {
    event: 'workspace.project_deleted',
    answers: 'DeleteProjectSuccess',
    arrange: asAdmin(async (world) => ({ id: await projectOf(world), expectedVersion: 1 })),
  },
  restoreProject: {
    event: 'workspace.project_restored',
    answers: 'RestoreProjectSuccess',
    arrange: asAdmin(async (world) => ({ id: await projectOf(world, { isDeleted: true }) })),
  },
  trackTender: {
    event: 'workspace.entry_tracked',
    answers: 'TrackTenderSuccess',
    arrange: asMember(async (world) => ({ tenderId: (await tenderOf(world)).id })),
  },
  trackTenders: {
    event: 'workspace.entry_tracked',
    answers: 'TrackTendersSuccess',
    arrange: asMember(async (world) => ({ tenderIds: [(await tenderOf(world)).id] })),
  },
  untrackTender: {
    event: 'workspace.entry_untracked',
    answers: 'UntrackTenderSuccess',
    arrange: asMember(async (world) => ({ id: await entryOf(world), expectedVersion: 1 })),
  },
  editEntries: {
    event: 'workspace.entry_updated',
    answers: 'EditEntriesSuccess',
    arrange: asMember(async (world) => ({
      entries: [{ id: await entryOf(world), expectedVersion: 1 }],
      status: 'SUBMITTED',
    })),
  },
  updateEntry: {
    event: 'workspace.entry_updated',
    answers: 'UpdateEntrySuccess',
    arrange: asMember(async (world) => ({ id: await entryOf(world), expectedVersion: 1, status: 'INTERESTED' })),
  },
};
