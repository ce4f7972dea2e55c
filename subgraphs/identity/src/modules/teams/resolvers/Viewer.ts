import { HubError } from '@hub/runtime/errors';
import type { ViewerResolvers } from '../../../types.generated.js';
import { permissionNames, roleOf } from '../enums.js';
import { currentTeam } from '../team.service.js';

export const Viewer: ViewerResolvers = {
  account: async ({ membershipId }, _args, { loaders }) => {
    const member = await loaders.member.load(membershipId);
    if (member) return member.account;
    throw new HubError('MEMBERSHIP_ENDED', 'You no longer belong to this team. Sign in again.');
  },
  member: ({ membershipId }, _args, { loaders }) => loaders.member.load(membershipId),
  role: ({ role }) => roleOf(role),
  permissions: ({ permissions }) => [...permissions].map((permission) => permissionNames[permission]).sort(),
  team: async (_viewer, _args, context) => {
    const team = await currentTeam(context);
    if (team) return team;
    throw new HubError('MEMBERSHIP_ENDED', 'This team no longer exists. Sign in again.');
  },
};
