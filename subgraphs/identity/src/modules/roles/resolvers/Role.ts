import { isPermission } from '@hub/runtime/auth';
import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { RoleResolvers } from '../../../types.generated.js';
import { permissionNames } from '../../teams/enums.js';

export const Role: RoleResolvers = {
  __resolveReference: referenceTo('Role', (row, { loaders }: Context) => loaders.role.load(row)),
  id: ({ id }) => encodeId('Role', id),
  permissions: ({ permissions }) => permissions.filter(isPermission).map((permission) => permissionNames[permission]),
  createdBy: ({ createdByMembershipId: by }, _args, { loaders }) => (by === null ? null : loaders.member.load(by)),
  updatedBy: ({ updatedByMembershipId: by }, _args, { loaders }) => (by === null ? null : loaders.member.load(by)),
};
