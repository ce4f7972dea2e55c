/**
 * Every permission of the product with what it allows. This is the place to add one: a permission
 * that is not listed here does not compile anywhere.
 */
export const permissionRegistry = {
  'team:read': 'See the team and its plan',
  'team:update': 'Change the name, the time zone and the settings of the team',
  'billing:manage': 'See and change whom invoices of the team go to',
  'member:read': 'See who is in the team',
  'member:invite': 'Invite people to the team',
  'role:manage': 'Make roles of the team and assign them to members',
  'member:manage': 'Change roles of members and remove them',
  'unit:manage': 'Make units of the team and say who is in them',
  'profile:read': 'See the company profile and its designations',
  'profile:update': 'Change the company profile and its designations',
  'tender:read': 'Search and read tenders',
  'tender:export': 'Have files made of search results',
  'source:read': 'See the health of the sources tenders come from',
  'search:save': 'Save searches and receive their alerts',
  'source:manage': "Set up the team's own sources and overrides",
  'entry:read': 'See what the team tracks',
  'entry:track': 'Start and stop tracking tenders',
  'entry:update': 'Change status, priority, assignee and notes of a tracked tender',
  'project:read': 'See projects, their tasks and activities',
  'project:update': 'Create projects and change them with their tasks and activities',
  'project:decide': 'Take decisions at the gates of pursuits and close projects',
  'project:delete': 'Delete and restore projects',
  'comment:write':
    'Comment on entries, projects and tasks that one may see, and change and delete comments of one’s own',
  'comment:manage': 'Delete and restore comments of others',
  'insight:read': 'Read summaries, readiness scores and drafts',
  'insight:draft': 'Have drafts written, and accept or reject them',
  'insight:feedback': 'Say which tenders were useful to the team, and take that back',
  'analytics:read': 'Read figures over public tenders',
  'audit:read': 'Read the audit log of the team',
  'platform:manage': 'See which teams there are, and enter them: of super-admins of the platform alone',
  'schema:introspect': 'Read the schema in production',
} as const;

/** The name of a permission, such as `entry:track`. */
export type Permission = keyof typeof permissionRegistry;

/** The system roles that every team has. */
export const roles = ['owner', 'admin', 'member', 'viewer'] as const;

/** One of the system roles of a team. */
export type Role = (typeof roles)[number];

const viewer: Permission[] = [
  'team:read',
  'member:read',
  'profile:read',
  'tender:read',
  'source:read',
  'entry:read',
  'project:read',
  'insight:read',
  'analytics:read',
];
const member: Permission[] = [
  ...viewer,
  'tender:export',
  'search:save',
  'entry:track',
  'entry:update',
  'project:update',
  'comment:write',
  'insight:draft',
  'insight:feedback',
];
const admin: Permission[] = [
  ...member,
  'team:update',
  'billing:manage',
  'profile:update',
  'member:invite',
  'role:manage',
  'member:manage',
  'unit:manage',
  'source:manage',
  'project:decide',
  'project:delete',
  'comment:manage',
  'audit:read',
  'schema:introspect',
];

/** What each system role may do. Sets are shared: never change one. */
export const rolePermissions: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  viewer: new Set(viewer),
  member: new Set(member),
  admin: new Set(admin),
  owner: new Set(admin),
};

/** What no role brings: it reaches beyond one team. */
export const platformPermission: Permission = 'platform:manage';

/** What a super-admin may do inside a team that they have entered. Shared: never change it. */
export const superAdminPermissions: ReadonlySet<Permission> = rolePermissions.admin;

/** True when the text names a permission of the registry. */
export function isPermission(text: string): text is Permission {
  return Object.hasOwn(permissionRegistry, text);
}

/** True when the text names a system role. */
export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}
