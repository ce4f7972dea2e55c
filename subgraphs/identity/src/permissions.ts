import { can, isAnyone, isSignedIn, type PermissionMap } from '@hub/runtime/graphql';

/** THE table: coordinate -> rule. A type, root field or entity that is missing stops the boot. */
export const permissions: PermissionMap = {
  Query: {
    me: isAnyone,
    team: can('team:read'),
    auditEvents: can('audit:read'),
  },
  Mutation: {
    signIn: isAnyone,
    refreshSession: isAnyone,
    signOut: isSignedIn,
    updateCompanyProfile: can('profile:update'),
  },
  Team: {
    '*': 'inherit',
    __resolveReference: can('team:read'),
    createdBy: can('member:read'),
    updatedBy: can('member:read'),
    members: can('member:read'),
    profile: can('profile:read'),
  },
  Member: { '*': 'inherit', __resolveReference: can('member:read') },
  AuditEvent: { '*': 'inherit', __resolveReference: can('audit:read'), actor: can('member:read') },
  AuditEventConnection: 'inherit',
  AuditEventEdge: 'inherit',
  Viewer: 'inherit',
  Account: { '*': 'inherit', __resolveReference: can('member:read') },
  MemberConnection: 'inherit',
  MemberEdge: 'inherit',
  CompanyProfile: 'inherit',
  Designation: 'inherit',
  // Who may change a profile may not read one for that alone.
  UpdateCompanyProfileSuccess: { '*': 'inherit', team: can('team:read') },
  CompanyProfileConflict: { '*': 'inherit', current: can('profile:read') },
  InputProblem: 'inherit',
  InvalidInput: 'inherit',
  PageInfo: 'inherit',
  SessionTokens: 'inherit',
  SignInSuccess: 'inherit',
  RefreshSessionSuccess: 'inherit',
  SignOutSuccess: 'inherit',
  InvalidCredentials: 'inherit',
  TooManyAttempts: 'inherit',
  SessionEnded: 'inherit',
};
