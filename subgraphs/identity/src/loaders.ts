import { defineLoaders } from '@hub/runtime/loaders';
import { createAuditExportLoader } from './modules/audit/audit-export.loader.js';
import { createAuditEventLoader } from './modules/audit/audit-event.loader.js';
import { createAccountLoader } from './modules/teams/account.loader.js';
import { createMemberOfAccountLoader } from './modules/teams/member-of-account.loader.js';
import { createInvitationLoader } from './modules/invitations/invitation.loader.js';
import { createLastActivityLoader } from './modules/memberships/last-activity.loader.js';
import { createMemberLoader } from './modules/teams/member.loader.js';
import { createPlatformEntryLoader, createPlatformTeamLoader } from './modules/platform/platform.loader.js';
import { createRoleAssignmentLoader, createRoleLoader } from './modules/roles/role.loader.js';
import { createNotificationLoader } from './modules/notifications/notification.loader.js';
import { createTeamLoader } from './modules/teams/team.loader.js';
import { createUnitLoader } from './modules/units/unit.loader.js';

/** The loaders of one request. */
export const createLoaders = defineLoaders({
  account: createAccountLoader,
  invitation: createInvitationLoader,
  auditEvent: createAuditEventLoader,
  auditExport: createAuditExportLoader,
  lastActivity: createLastActivityLoader,
  member: createMemberLoader,
  memberOfAccount: createMemberOfAccountLoader,
  platformEntry: createPlatformEntryLoader,
  platformTeam: createPlatformTeamLoader,
  role: createRoleLoader,
  roleAssignment: createRoleAssignmentLoader,
  notification: createNotificationLoader,
  team: createTeamLoader,
  unit: createUnitLoader,
});

export type Loaders = ReturnType<typeof createLoaders>;
