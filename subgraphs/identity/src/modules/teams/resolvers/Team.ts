import { referenceTo, encodeId } from '@hub/runtime/graphql';
import type { TeamResolvers } from '../../../types.generated.js';
import { planOf, subscriptionStatusOf } from '../enums.js';
import { memberBy } from '../member-by.js';
import { membersPage, teamById } from '../team.service.js';
import type { Context } from '../../../context.js';

export const Team: Pick<
  TeamResolvers,
  | 'complianceVerifiedAt'
  | 'createdAt'
  | 'createdBy'
  | 'id'
  | 'members'
  | 'name'
  | 'plan'
  | 'sessionIdleMinutes'
  | 'slug'
  | 'subscriptionExpiresAt'
  | 'subscriptionStatus'
  | 'timeZone'
  | 'updatedAt'
  | 'updatedBy'
  | 'version'
  | '__resolveReference'
> = {
  __resolveReference: referenceTo('Team', (row, context: Context) => teamById(context, row)),
  id: ({ id }) => encodeId('Team', id),
  plan: ({ plan }) => planOf(plan),
  subscriptionStatus: ({ subscriptionStatus, suspendedAt }) =>
    suspendedAt === null ? subscriptionStatusOf(subscriptionStatus) : 'SUSPENDED',
  createdBy: ({ createdByMembershipId }, _args, { loaders }) => memberBy(loaders, createdByMembershipId),
  updatedBy: ({ updatedByMembershipId }, _args, { loaders }) => memberBy(loaders, updatedByMembershipId),
  members: (_team, page, context) => membersPage(context, page),
};
