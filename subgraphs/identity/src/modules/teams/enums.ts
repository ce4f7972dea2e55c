import type { Permission } from '@hub/runtime/auth';
import { HubError } from '@hub/runtime/errors';
import type { Permission as PermissionName, SubscriptionStatus, TeamPlan, TeamRole } from '../../types.generated.js';

const plans: readonly TeamPlan[] = ['FREE', 'BASIC', 'PRO'];
const subscriptionStatuses: readonly SubscriptionStatus[] = ['TRIAL', 'ACTIVE', 'CANCELLED'];
const roles: readonly TeamRole[] = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'];

/** The API's name of each permission. */
export const permissionNames: Readonly<Record<Permission, PermissionName>> = {
  'team:read': 'TEAM_READ',
  'team:update': 'TEAM_UPDATE',
  'billing:manage': 'BILLING_MANAGE',
  'member:read': 'MEMBER_READ',
  'member:invite': 'MEMBER_INVITE',
  'role:manage': 'ROLE_MANAGE',
  'member:manage': 'MEMBER_MANAGE',
  'unit:manage': 'UNIT_MANAGE',
  'profile:read': 'PROFILE_READ',
  'profile:update': 'PROFILE_UPDATE',
  'tender:read': 'TENDER_READ',
  'tender:export': 'TENDER_EXPORT',
  'source:read': 'SOURCE_READ',
  'search:save': 'SEARCH_SAVE',
  'source:manage': 'SOURCE_MANAGE',
  'entry:read': 'ENTRY_READ',
  'entry:track': 'ENTRY_TRACK',
  'entry:update': 'ENTRY_UPDATE',
  'project:read': 'PROJECT_READ',
  'project:update': 'PROJECT_UPDATE',
  'project:decide': 'PROJECT_DECIDE',
  'project:delete': 'PROJECT_DELETE',
  'comment:write': 'COMMENT_WRITE',
  'comment:manage': 'COMMENT_MANAGE',
  'insight:read': 'INSIGHT_READ',
  'insight:draft': 'INSIGHT_DRAFT',
  'insight:feedback': 'INSIGHT_FEEDBACK',
  'analytics:read': 'ANALYTICS_READ',
  'audit:read': 'AUDIT_READ',
  'platform:manage': 'PLATFORM_MANAGE',
  'schema:introspect': 'SCHEMA_INTROSPECT',
};

/** The API's name of a stored plan. */
export function planOf(text: string): TeamPlan {
  return oneOf(plans, text);
}

/** The API's name of a stored state of a subscription. */
export function subscriptionStatusOf(text: string): SubscriptionStatus {
  return oneOf(subscriptionStatuses, text);
}

/** The API's name of a stored role. */
export function roleOf(text: string): TeamRole {
  return oneOf(roles, text.toUpperCase());
}

function oneOf<Name extends string>(names: readonly Name[], text: string): Name {
  const name = names.find((known) => known === text);
  if (name !== undefined) return name;
  throw new HubError('INTERNAL_SERVER_ERROR', `The database holds a value the API does not know: ${text}.`);
}
