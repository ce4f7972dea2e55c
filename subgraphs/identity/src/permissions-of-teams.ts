import { can, type PermissionMap } from '@hub/runtime/graphql';

/** The part of the table that is about teams as a whole: as super-admins see them, their settings and how they are billed. */
export const typesOfTeams: PermissionMap = {
  PlatformTeam: { '*': 'inherit', __resolveReference: can('platform:manage') },
  PlatformTeamConnection: 'inherit',
  PlatformTeamEdge: 'inherit',
  PlatformEntry: { '*': 'inherit', __resolveReference: can('audit:read') },
  PlatformEntryConnection: 'inherit',
  PlatformEntryEdge: 'inherit',
  EnterTeamSuccess: 'inherit',
  ExitTeamSuccess: 'inherit',
  SetTeamLimitSuccess: 'inherit',
  SetTeamSubscriptionSuccess: 'inherit',
  SetTeamComplianceSuccess: 'inherit',
  SuspendTeamSuccess: 'inherit',
  ResumeTeamSuccess: 'inherit',
  // Who may change a team may not read it for that alone.
  UpdateTeamSuccess: { '*': 'inherit', team: can('team:read') },
  TeamConflict: { '*': 'inherit', current: can('team:read') },
  TeamSettings: 'inherit',
  TeamBilling: 'inherit',
  BillingContact: 'inherit',
  UpdateTeamSettingsSuccess: { '*': 'inherit', team: can('team:read') },
  TeamSettingsConflict: { '*': 'inherit', current: can('team:read') },
  UpdateBillingContactSuccess: { '*': 'inherit', team: can('team:read') },
  TeamBillingConflict: 'inherit',
  AuditExport: {
    '*': 'inherit',
    __resolveReference: can('audit:read'),
    createdBy: can('member:read'),
    updatedBy: can('member:read'),
  },
  RequestAuditExportSuccess: 'inherit',
};
