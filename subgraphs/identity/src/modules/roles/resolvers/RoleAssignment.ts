import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { RoleAssignmentResolvers } from '../../../types.generated.js';

export const RoleAssignment: RoleAssignmentResolvers = {
  __resolveReference: referenceTo('RoleAssignment', (row, { loaders }: Context) => loaders.roleAssignment.load(row)),
  id: ({ id }) => encodeId('RoleAssignment', id),
  member: ({ membershipId }, _args, { loaders }) => loaders.member.load(membershipId),
  role: ({ roleId }, _args, { loaders }) => loaders.role.load(roleId),
  projectId: ({ projectId }) => (projectId === null ? null : encodeId('Project', projectId)),
  createdBy: ({ createdByMembershipId: by }, _args, { loaders }) => (by === null ? null : loaders.member.load(by)),
  updatedBy: ({ updatedByMembershipId: by }, _args, { loaders }) => (by === null ? null : loaders.member.load(by)),
};
