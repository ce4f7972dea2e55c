import type { MemberResolvers } from '../../../types.generated.js';
import { memberBy } from '../../teams/member-by.js';
import { memberStatusOf } from '../member-status.js';

export const Member: Pick<
  MemberResolvers,
  | 'createdAt'
  | 'createdBy'
  | 'expiresAt'
  | 'lastActiveAt'
  | 'status'
  | 'updatedAt'
  | 'updatedBy'
  | 'version'
  | '__resolveReference'
> = {
  status: (member, _args, { now }) => memberStatusOf(member, now()),
  lastActiveAt: async ({ accountId }, _args, { loaders }) =>
    (await loaders.lastActivity.load(accountId))?.lastActiveAt ?? null,
  createdBy: ({ createdByMembershipId }, _args, { loaders }) => memberBy(loaders, createdByMembershipId),
  updatedBy: ({ updatedByMembershipId }, _args, { loaders }) => memberBy(loaders, updatedByMembershipId),
};
