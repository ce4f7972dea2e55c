import { HubError } from '@hub/runtime/errors';
import type { ViewerResolvers } from '../../../types.generated.js';
import { permissionNames, roleOf } from '../enums.js';
import { requireCurrentTeam } from '../team.service.js';

export const Viewer: Pick<ViewerResolvers, 'account' | 'member' | 'permissions' | 'role' | 'team'> = {
  account: async ({ membershipId }, _args, { loaders }) => {
    const member = await loaders.member.load(membershipId);
    if (member) return member.account;
    throw new HubError('MEMBERSHIP_ENDED', 'You no longer belong to this team. Sign in again.');
  },
  member: ({ membershipId }, _args, { loaders }) => loaders.member.load(membershipId),
  role: ({ role }) => roleOf(role),
  permissions: ({ permissions }) => [...permissions].map((permission) => permissionNames[permission]).sort(),
  team: (_viewer, _args, context) => requireCurrentTeam(context),
};
