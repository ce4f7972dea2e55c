import { teamOf } from '@hub/runtime/auth';
import type { MembershipResolvers } from '../../../types.generated.js';
import { roleOf } from '../../teams/enums.js';

export const Membership: MembershipResolvers = {
  teamSlug: ({ slug }) => slug,
  teamName: ({ name }) => name,
  role: ({ role }) => roleOf(role),
  isDefault: ({ is_default }) => is_default,
  isCurrent: ({ team_id }, _args, { actor }) => team_id === teamOf(actor),
  expiresAt: ({ expires_at }) => expires_at,
  joinedAt: ({ joined_at }) => joined_at,
};
