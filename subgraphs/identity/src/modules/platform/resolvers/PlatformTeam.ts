import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { PlatformTeamResolvers } from '../../../types.generated.js';
import { planOf, subscriptionStatusOf } from '../../teams/enums.js';

export const PlatformTeam: PlatformTeamResolvers = {
  __resolveReference: referenceTo('PlatformTeam', (row, { loaders }: Context) => loaders.platformTeam.load(row)),
  id: ({ id }) => encodeId('PlatformTeam', id),
  plan: ({ plan }) => planOf(plan),
  createdAt: ({ created_at: createdAt }) => createdAt,
  suspendedAt: ({ suspended_at: suspendedAt }) => suspendedAt,
  subscriptionStatus: ({ subscription_status: status, suspended_at: suspendedAt }) =>
    suspendedAt === null ? subscriptionStatusOf(status) : 'SUSPENDED',
  subscriptionExpiresAt: ({ subscription_expires_at: expiresAt }) => expiresAt,
  complianceVerifiedAt: ({ compliance_verified_at: verifiedAt }) => verifiedAt,
};
